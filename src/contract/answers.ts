import type { Effect, OperationNode, PathItem, Slice } from './slice';

/** What a request that succeeds is answered with. */
export interface Success {
  status: number;
  /** Whether the answer has a body; of an update, that is the policy as it is then. */
  content: boolean;
  /** Statuses without a body that another page of the publisher states in its place: they pass while the pages disagree. */
  also: readonly number[];
  /** The row that is broken by another status. */
  row: string;
}

/** What DELETE is answered with, and does. */
export interface Reset extends Success {
  effect: Effect;
}

/** The rows that are broken by another answer to DELETE. */
const RESET_ROWS: Readonly<Record<Effect, string>> = {
  reverts: 'SEM-DELETE',
  removes: 'SEM-REMOVE',
  unsaid: 'RES-DELETE',
};

/** What an update that succeeds is answered with. @throws Error where the slice has no success, or several */
export const successOf = (slice: Slice, { patch }: PathItem): Success =>
  successIn(slice, patch as OperationNode, 'RES-204');

/** What DELETE is answered with, and does; undefined where it is not offered. */
export function resetOf(slice: Slice, { delete: node }: PathItem): Reset | undefined {
  if (!node) return undefined;
  const effect = node['x-effect'] ?? 'reverts';
  const row = RESET_ROWS[effect];
  return { ...successIn(slice, node, row), row, effect };
}

/** Whether an answer is that of a success. */
export const isSuccess = ({ status, also }: Success, answered: number | undefined): boolean =>
  answered !== undefined && (answered === status || also.includes(answered));

/** Statuses in words: `200`, or `200 or 204`. */
export const statusesOf = ({ status, also }: Success): string => [status, ...also].join(' or ');

/** The answers of success that a slice has: what is stated, and what only another page states. */
export function successCodes(responses: OperationNode['responses']): {
  stated: string[];
  disputed: string[];
} {
  const codes = Object.keys(responses).filter((code) => /^2\d\d$/.test(code));
  const isDisputed = (code: string): boolean => responses[code]?.['x-disputed'] === true;
  return {
    stated: codes.filter((code) => !isDisputed(code)),
    disputed: codes.filter((code) => isDisputed(code)),
  };
}

function successIn(slice: Slice, { responses }: OperationNode, row: string): Success {
  const { stated: codes, disputed } = successCodes(responses);
  const [code] = codes;
  if (code === undefined || codes.length > 1)
    throw new Error(`the slice has ${codes.length} successful answers where it must have one`);
  const given = responses[code] ?? {};
  const named = given.$ref?.split('/').pop();
  const response = named === undefined ? given : (slice.components.responses[named] ?? {});
  return {
    status: Number(code),
    content: Object.keys(response.content ?? {}).length > 0,
    also: disputed.map(Number),
    row: response['x-requirement'] ?? row,
  };
}
