import type { Judging, SequenceCheck } from '../checks/check';
import type { Judgement } from '../checks/judgement';
import type { View } from '../checks/view';
import { mayJudge, type Asked } from './dispatch';

/** The checks that judge what follows what, each with what it remembers of the record so far. */
export class Sequences {
  private readonly begun: { asked: Asked<SequenceCheck>; judging: Judging }[];

  constructor(checks: readonly Asked<SequenceCheck>[]) {
    this.begun = checks.map((asked) => ({ asked, judging: asked.check.start() }));
  }

  /** Shows the next exchange to each check. */
  see(view: View, take: (asked: Asked, judgements: Iterable<Judgement>) => void): void {
    for (const { asked, judging } of this.begun) if (mayJudge(asked, view)) take(asked, judging.see(view));
  }

  /** Whether a check looks out for what follows, so that no exchange is like another. */
  isWaiting(): boolean {
    return this.begun.some(({ judging }) => judging.isWaiting());
  }
}
