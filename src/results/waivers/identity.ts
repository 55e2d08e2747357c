import type { Finding, InteractionResult } from '../report';

/** What differs from run to run though the finding is the same: ids, times, ports of this machine. */
const FLEETING: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '{id}'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?/g, '{time}'],
  [/(127\.0\.0\.1|localhost|\[::1\]):\d+/g, '$1:{port}'],
  [/\bx\d{4,}\b/g, '{exchange}'],
  [/--seed \d+/g, '--seed {seed}'],
  [/(?<!\d)\d+ ms\b/g, '{ms} ms'],
];

/** By what a finding is known again in another run: check, row, place and message, whatever its outcome. */
export function identityOf(finding: Finding): string {
  const { check, requirement, pointer } = finding;
  return JSON.stringify([check, requirement, pointer, lasting(bareMessage(finding))]);
}

/** The message without what a run compared it with. */
function bareMessage({ message, distinction }: Finding): string {
  const end = `: ${distinction ?? ''}`;
  return distinction !== undefined && message.endsWith(end) ? message.slice(0, -end.length) : message;
}

/** By what an interaction is known again: its consumer, its description and its state. */
export const interactionIdentityOf = ({ consumer, description, state }: InteractionResult): string =>
  JSON.stringify([consumer, description, state]);

/** A text without what differs from run to run. */
export const lasting = (text: string): string =>
  FLEETING.reduce((left, [pattern, name]) => left.replace(pattern, name), text);
