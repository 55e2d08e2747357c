import { OBSERVATIONS, type Exchange, type Observation, type Observed } from '../exchanges/exchange';

/** What a request wants of the operation. */
export type Intent =
  | 'update'
  | 'read'
  | 'reset'
  | 'batch'
  | 'other-method'
  /** Sent by the suite to what is no resource of the operation. */
  | 'elsewhere'
  /** Sent by the suite to try HTTP itself; only checks that name it are shown it. */
  | 'http';

/** How a request was answered: with a 204, another 2xx, a 4xx, a 5xx, another status, or not at all. */
export type Answer = 'no-content' | 'success' | 'refused' | 'failed' | 'other' | 'none';

/** What an exchange may be beside a request and its answer. */
export type Trait =
  /** Sent by the suite in a planned run. */
  | 'planned'
  /** Of a Pact, which expects a response, */
  | 'expected'
  /** and a refusal at that. */
  | 'refusal-expected'
  /** Answered in the provider's place. */
  | 'injected'
  /** Travelled in a batch. */
  | 'in-batch';

/**
 * The exchanges of the operation of which a check can have something to say; others it is not shown. What is left
 * out narrows nothing.
 */
export interface Reach {
  intents?: readonly Intent[];
  answers?: readonly Answer[];
  /** What it must be, */
  is?: readonly Trait[];
  /** and must not be. */
  isNot?: readonly Trait[];
}

/**
 * What an exchange is, as far as that decides which checks are asked: its intent, its answer, its traits and
 * what was observed of it, as one number, so that the checks of a kind are found at once.
 */
export type Kind = number;

const INTENTS: readonly (Intent | undefined)[] = [
  undefined,
  'update',
  'read',
  'reset',
  'batch',
  'other-method',
  'elsewhere',
  'http',
];
const ANSWERS: readonly Answer[] = ['none', 'no-content', 'success', 'refused', 'failed', 'other'];
const TRAITS: readonly Trait[] = ['planned', 'expected', 'refusal-expected', 'injected', 'in-batch'];
/** Where each stands in the number. */
const ANSWER_AT = 3;
const TRAITS_AT = 6;
const OBSERVED_AT = TRAITS_AT + TRAITS.length;

/** The kind of an exchange with that intent. */
export function kindOf(exchange: Exchange, intent: Intent | undefined): Kind {
  const { response, context, expected, injected, batch, observed } = exchange;
  let kind = INTENTS.indexOf(intent) | (ANSWERS.indexOf(answerOf(response?.status)) << ANSWER_AT);
  if (context) kind |= bitOf('planned');
  if (expected) kind |= bitOf('expected');
  if (expected && Number(expected.status.value) >= 400) kind |= bitOf('refusal-expected');
  if (injected !== undefined) kind |= bitOf('injected');
  if (batch) kind |= bitOf('in-batch');
  for (let at = 0; at < OBSERVATIONS.length; at += 1)
    if (wasSeen(observed, OBSERVATIONS[at] as Observation)) kind |= 1 << (OBSERVED_AT + at);
  return kind;
}

/** Whether exchanges of a kind are of the operation, within a check's reach, and seen as far as it needs. */
export function reaches(check: { needs: readonly Observation[]; reach?: Reach }, kind: Kind): boolean {
  const { intents, answers, is = [], isNot = [] } = check.reach ?? {};
  const intent = INTENTS[kind & 7];
  const answer = ANSWERS[(kind >> ANSWER_AT) & 7] as Answer;
  return (
    intent !== undefined &&
    (intents?.includes(intent) ?? intent !== 'http') &&
    (answers?.includes(answer) ?? true) &&
    is.every((trait) => isOf(kind, trait)) &&
    !isNot.some((trait) => isOf(kind, trait)) &&
    sees(check, kind)
  );
}

/** Whether the source of exchanges of a kind has seen what a check needs. */
export const sees = ({ needs }: { needs: readonly Observation[] }, kind: Kind): boolean =>
  needs.every((need) => (kind & (1 << (OBSERVED_AT + OBSERVATIONS.indexOf(need)))) !== 0);

/** Whether exchanges of a kind have a trait. */
export const isOf = (kind: Kind, trait: Trait): boolean => (kind & bitOf(trait)) !== 0;

const bitOf = (trait: Trait): number => 1 << (TRAITS_AT + TRAITS.indexOf(trait));

/** Headers beside Authorization and the framing were seen where nobody says otherwise. */
const wasSeen = (observed: Observed, what: Observation): boolean =>
  observed[what] ?? (what === 'requestHeaders' || what === 'responseHeaders');

function answerOf(status: number | undefined): Answer {
  if (status === undefined) return 'none';
  if (status === 204) return 'no-content';
  if (status >= 200 && status < 300) return 'success';
  if (status >= 400 && status < 500) return 'refused';
  return status >= 500 ? 'failed' : 'other';
}
