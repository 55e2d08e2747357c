/** The last part of a reference, which is the name of its target. */
export const refName = (node: { $ref?: string } | undefined): string => node?.$ref?.split('/').pop() ?? '';
