/** The last part of a reference: the name of what it leads to. */
export const refName = (node: { $ref?: string } | undefined): string => node?.$ref?.split('/').pop() ?? '';
