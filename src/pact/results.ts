import { textOrValue } from '../contract/describe';
import { curlLine } from '../exchanges/curl';
import type { Exchange } from '../exchanges/exchange';
import type { Capability } from '../contract/register/capabilities';
import type { InteractionResult } from '../results/report';
import type { ProviderState } from './documents';
import { explain, type Against } from './explain';
import { statesAskedFor, type Replays } from './replays';
import type { Replayed } from './printed';
import type { PactSource } from './sources';
import { providerStates } from './states';
import type { Mismatch, VerifierError, VerifierOutput, VerifierResult } from './verifier';

/** The inputs for the results of one source. */
export interface Verification {
  source: string;
  account: VerifierOutput;
  /** The interactions of the source, in the order of the replay. */
  interactions: readonly Replayed[];
  replays: Replays;
  /** The clauses that an exchange breaks. */
  against(exchange: Exchange): Against;
  lacks: readonly Capability[];
  /** Redacts the run's secrets in the verifier's texts. */
  redact(text: string): string;
}

/** One result for each interaction of a source, and the verifier's errors that belong to no interaction. */
export function resultsOf(verification: Verification): {
  results: InteractionResult[];
  strays: VerifierError[];
} {
  const { account, interactions, replays, redact } = verification;
  const errors = [...account.errors];
  const pending = [...account.pendingErrors];
  const unclaimed = [...account.interactionResults];
  let asked = 0;
  const results = interactions.map((interaction) => {
    const from = asked;
    asked += statesAskedFor(interaction);
    const own = ({ at }: { at: number }): boolean => at > from && at <= asked;
    const result = takeFrom(unclaimed, (each) => isOf(interaction, each.interactionId, each.description));
    // Two interactions of a broker can have the same id or name: an error belongs to one that failed.
    const failed = (each: VerifierError): boolean => result?.result !== 'OK' && isAbout(interaction, each);
    const outcome = {
      result,
      error: takeFrom(errors, failed),
      pendingError: takeFrom(pending, failed),
      exchange: replays.exchanges.find(own)?.exchange,
      problem: replays.problems.find(own)?.problem,
    };
    return redacted(resultOf(interaction, verification, outcome), redact);
  });
  return { results, strays: errors };
}

/** Matches by the id, if the source has one; otherwise by the name. */
const isOf = ({ id, description }: Replayed, said: string | undefined, called: string): boolean =>
  id === undefined ? called === description : said === id;

const isAbout = (replayed: Replayed, { interaction, mismatch }: VerifierError): boolean =>
  replayed.id === undefined ? interaction === replayed.name : mismatch.interactionId === replayed.id;

interface Outcome {
  result: VerifierResult | undefined;
  error: VerifierError | undefined;
  pendingError: VerifierError | undefined;
  exchange: Exchange | undefined;
  problem: string | undefined;
}

function resultOf(
  { consumer, description, states, unreadable }: Replayed,
  { source, against, lacks }: Verification,
  { result, error, pendingError, exchange, problem }: Outcome,
): InteractionResult {
  const base: InteractionResult = {
    ...emptyResult(consumer, description, states, source),
    ...(exchange && { exchanges: [exchange.id], curl: curlLine(exchange) }),
  };
  if (unreadable !== undefined)
    return { ...base, outcome: 'untestable', blame: 'client', message: unreadable };
  // An interaction that was not sent conforms to nothing, whatever the verifier reports.
  if (result?.result === 'OK' && exchange) return base;
  const found = exchange && against(exchange);
  const absent = lacks.find((each) => each === found?.capability || each === capabilityOf(states));
  if (absent !== undefined)
    return { ...base, outcome: 'not-applicable', message: `${absent} is declared absent` };
  const complaint = (error ?? pendingError)?.mismatch;
  const environment = { ...base, outcome: 'error', blame: 'environment' } as const;
  const waived = !error && pendingError !== undefined;
  if (problem !== undefined)
    return { ...environment, outcome: waived ? 'waived' : 'untestable', message: `the state ${problem}` };
  if (!exchange || !found)
    return { ...environment, message: `it was not replayed: ${complaint?.message ?? 'no request came'}` };
  const { request, response, failure } = exchange;
  if (failure) return { ...environment, message: `no answer to ${request.method}: ${failure.message}` };
  if (found.inPassing)
    return {
      ...environment,
      message: `${request.method} was answered with ${response?.status}, again and again`,
    };
  const { mismatches } = complaint ?? {};
  if (!mismatches) {
    const message = `Pact's verifier fails it: ${complaint?.message ?? 'it does not say why'}`;
    return { ...base, outcome: 'error', blame: 'suite', message };
  }
  if (tokenWasReplaced(mismatches, states, exchange)) {
    const message =
      'it expects a 401, and its token was taken for an example: name the state "the caller is not signed in"';
    return { ...base, outcome: waived ? 'waived' : 'untestable', blame: 'client', message };
  }
  return {
    ...base,
    ...explain(mismatches, found),
    outcome: waived ? 'waived' : 'violates',
    expected: mismatches.map((each) => side(each, each.expected)).join('; '),
    actual: mismatches.map((each) => side(each, each.actual)).join('; '),
  };
}

/**
 * Whether the run's token replaced one that the interaction is about. For a broker's Pacts this cannot be known in
 * advance, unless a state names the caller.
 */
const tokenWasReplaced = (
  mismatches: readonly Mismatch[],
  states: readonly string[],
  { context }: Exchange,
): boolean =>
  context?.credentials === 'full' &&
  mismatches.some(({ type, expected }) => type === 'StatusMismatch' && Number(expected) === 401) &&
  !states.some((name) => providerStates().get(name)?.sets === 'caller');

/** The capability that a provider needs for a state. */
const capabilityOf = (states: readonly string[]): Capability | undefined => {
  const scoped = states.some((name) => {
    const state = providerStates().get(name);
    return state?.sets === 'caller' && state.credentials === 'read';
  });
  return scoped ? 'scopes' : undefined;
};

/** The verifier quotes an unexpected answer, which may repeat parts of the request. */
function redacted(result: InteractionResult, redact: (text: string) => string): InteractionResult {
  const clean = (text: string | null): string | null => (text === null ? null : redact(text));
  return {
    ...result,
    message: clean(result.message),
    expected: clean(result.expected),
    actual: clean(result.actual),
  };
}

/** The interactions of a source that the run did not reach; those of a broker are unknown. */
export function untested(source: PactSource, reason: string): InteractionResult[] {
  if (source.kind !== 'file') return [];
  const { file, consumer, interactions } = source.document;
  return interactions.map(({ description, states }) => ({
    ...emptyResult(consumer, description, namesOf(states), file),
    outcome: 'untestable',
    blame: 'environment',
    message: reason,
  }));
}

/** The names of provider states. */
export const namesOf = (states: readonly ProviderState[]): string[] => states.map(({ name }) => name);

const emptyResult = (
  consumer: string,
  description: string,
  states: readonly string[],
  source: string,
): InteractionResult => ({
  consumer,
  description,
  state: states.length === 0 ? null : states.join(' and '),
  source,
  outcome: 'conforms',
  blame: null,
  message: null,
  requirements: [],
  expected: null,
  actual: null,
  exchanges: [],
  curl: null,
});

/** Removes and returns the first matching item of a list. */
function takeFrom<T>(list: T[], fits: (item: T) => boolean): T | undefined {
  const at = list.findIndex(fits);
  return at < 0 ? undefined : list.splice(at, 1)[0];
}

/** One side of a mismatch, with its place. */
function side({ type, path, key }: Mismatch, value: unknown): string {
  const place =
    type === 'StatusMismatch' ? 'status' : key !== undefined ? `header ${key}` : `body ${path ?? ''}`.trim();
  const text = value === null || value === undefined || value === '' ? 'none' : textOrValue(value);
  return `${place}: ${text}`;
}
