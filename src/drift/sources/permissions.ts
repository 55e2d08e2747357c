/** The least privileged permission, and the others in one order: pages need not agree on theirs. */
export const leastFirst = ([least, ...others]: readonly string[]): string[] =>
  least === undefined ? [] : [least, ...others.sort()];
