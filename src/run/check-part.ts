import type { Operation } from '../contract/operation';
import { ANOTHER, type Sink } from '../exchanges/readers';
import type { Alike } from '../judge/alike';
import type { Judge } from '../judge/judge';
import type { Report } from '../results/report';
import type { CheckedTally, sinkOf } from './check-source';

export type OwnSink = ReturnType<typeof sinkOf>;

/** The exchanges of one operation: who judges them, and what came of each source. */
export interface Part {
  operation: Operation;
  judge: Judge;
  alike: Alike<CheckedTally>;
  sinks: OwnSink[];
  /** Exchanges that were handed to it. */
  taken: number;
}

/** What is counted for a source, whatever the operation. */
export interface Common {
  name: string;
  read: number;
  problems: Parameters<Sink['problem']>[];
  passedOver: Map<string, number>;
}

/** Why an exchange is passed over in the report of one operation that the report of another judges. */
const JUDGED_ELSEWHERE = 'judged in the report of another operation';

/**
 * The inputs of the report of one part.
 * @param all every part, so that what another one judged is told from what none did
 */
export function inputsOf(part: Part, all: readonly Part[], sources: readonly Common[]): Report['inputs'] {
  return sources.map(({ read, passedOver: common }, at) => {
    const { input } = part.sinks[at] as OwnSink;
    const passedOver = { ...input.passedOver, ...Object.fromEntries(common) };
    const told = input.judged + Object.values(passedOver).reduce((sum, some) => sum + some, 0);
    const left = Math.max(0, read - told);
    const besides = all.reduce((sum, { sinks }) => sum + (sinks[at]?.input.judged ?? 0), -input.judged);
    const elsewhere = Math.min(left, besides);
    if (elsewhere > 0) passedOver[JUDGED_ELSEWHERE] = elsewhere;
    if (left > elsewhere) passedOver[ANOTHER] = (passedOver[ANOTHER] ?? 0) + left - elsewhere;
    return { ...input, read, passedOver };
  });
}
