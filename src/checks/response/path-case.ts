import { acceptance } from '../acceptance';

/**
 * Names in the path are not case-sensitive.
 * @see https://learn.microsoft.com/graph/traverse-the-graph
 */
export const acceptsPathCase = acceptance({
  address: 'response/path-case',
  requirement: 'RES-PATH-CASE',
  of: 'a path in another letter case',
});
