/** Puts the least privileged permission first and sorts the others, because pages need not agree on their order. */
export const leastFirst = ([least, ...others]: readonly string[]): string[] =>
  least === undefined ? [] : [least, ...others.sort()];
