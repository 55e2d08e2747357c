import { curlLine } from '../exchanges/curl';
import type { Exchange } from '../exchanges/exchange';
import type { Capability } from '../requirements/register';
import type { InteractionResult } from '../reports/report';
import type { ProviderState } from './documents';
import { explain, type Against } from './explain';
import { statesAskedFor, type Replays } from './replays';
import type { PactSource } from './sources';
import {
  nameInErrors,
  type Mismatch,
  type PrintedInteraction,
  type VerifierError,
  type VerifierOutput,
} from './verifier';

/** What the results of one source are made from. */
export interface Verification {
  source: string;
  provider: string;
  output: VerifierOutput;
  /** In the order in which they were replayed. */
  interactions: readonly PrintedInteraction[];
  replays: Replays;
  /** What the checks have against an exchange. */
  against(exchange: Exchange): Against;
  lacks: readonly Capability[];
}

/** One result for each interaction of a source. */
export function resultsOf(verification: Verification): InteractionResult[] {
  const { output, interactions } = verification;
  const failed = [...output.errors];
  const pending = [...output.pendingErrors];
  let asked = 0;
  return interactions.map((interaction) => {
    const from = asked;
    asked += statesAskedFor(interaction);
    const own = ({ at }: { at: number }): boolean => at > from && at <= asked;
    const name = nameInErrors({ ...interaction, provider: verification.provider });
    const error = takeFrom(failed, name);
    return resultOf(interaction, verification, {
      error: error ?? takeFrom(pending, name),
      pending: error === undefined,
      exchange: verification.replays.exchanges.find(own)?.exchange,
      problem: verification.replays.problems.find(own)?.problem,
    });
  });
}

interface Outcome {
  error: VerifierError | undefined;
  pending: boolean;
  exchange: Exchange | undefined;
  problem: string | undefined;
}

function resultOf(
  { consumer, description, states }: PrintedInteraction,
  { source, against, lacks }: Verification,
  { error, pending, exchange, problem }: Outcome,
): InteractionResult {
  const result: InteractionResult = {
    ...emptyResult(consumer, description, states, source),
    ...(exchange && { exchanges: [exchange.id], curl: curlLine(exchange) }),
  };
  if (!error) return result;
  const environment = { ...result, blame: 'environment' } as const;
  if (problem !== undefined)
    return { ...environment, outcome: 'untestable', message: `the state ${problem}` };
  if (!exchange) {
    const message = `it was not replayed: ${error.mismatch.message ?? 'no request came'}`;
    return { ...environment, outcome: 'error', message };
  }
  const { failure } = exchange;
  if (failure)
    return {
      ...environment,
      outcome: 'error',
      message: `no answer to ${exchange.request.method}: ${failure.message}`,
    };
  const found = against(exchange);
  if (found.capability && lacks.includes(found.capability))
    return { ...result, outcome: 'not-applicable', message: `${found.capability} is declared absent` };
  const { mismatches } = error.mismatch;
  if (!mismatches)
    return {
      ...result,
      outcome: 'error',
      blame: 'suite',
      message: error.mismatch.message ?? 'no reason given',
    };
  return {
    ...result,
    ...explain(mismatches, found),
    outcome: pending ? 'waived' : 'violates',
    expected: mismatches.map((each) => side(each, each.expected)).join('; '),
    actual: mismatches.map((each) => side(each, each.actual)).join('; '),
  };
}

/** The interactions of a source that the run did not come to; of a broker nobody knows what they were. */
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

function takeFrom(errors: VerifierError[], name: string): VerifierError | undefined {
  const at = errors.findIndex(({ interaction }) => interaction === name);
  return at < 0 ? undefined : errors.splice(at, 1)[0];
}

/** One side of a mismatch, with its place. */
function side({ type, path, key }: Mismatch, value: unknown): string {
  const place =
    type === 'StatusMismatch' ? 'status' : key !== undefined ? `header ${key}` : `body ${path ?? ''}`.trim();
  const text = value === null || value === undefined || value === '' ? 'none' : String(value);
  return `${place}: ${text}`;
}
