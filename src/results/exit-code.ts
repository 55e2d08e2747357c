import type { Difference } from './difference';
import type { Verdict } from './report';

const EXIT_CODES = { conforms: 0, violates: 1, incomplete: 3 } as const;

/** The exit code that a verdict stands for. */
export const exitCodeOf = (verdict: Verdict): 0 | 1 | 3 => EXIT_CODES[verdict];

/** The exit code of a comparison: 1 where something got worse. */
export const exitCodeOfDifference = ({ result }: Pick<Difference, 'result'>): 0 | 1 =>
  result === 'worse' ? 1 : 0;
