import type { Judging, SequenceCheck } from '../checks/check';
import type { Said } from '../checks/judgement';
import type { Kind } from '../checks/kind';
import type { View } from '../checks/view';
import { isAsked, type Asked } from './asked';

interface Begun {
  asked: Asked<SequenceCheck>;
  judging: Judging;
  /** Asks it of the next exchange. */
  asking: { judge(view: View): Said };
}

/** The checks that judge the order of exchanges, each with its memory of the record so far. */
export class Sequences {
  private readonly begun: readonly Begun[];
  private readonly byKind = new Map<Kind, readonly Begun[]>();

  constructor(checks: readonly Asked<SequenceCheck>[]) {
    this.begun = checks.map((asked) => {
      const judging = asked.check.start();
      return { asked, judging, asking: { judge: (view) => judging.see(view) } };
    });
  }

  /** Those that are shown exchanges of a kind, each with what it remembers. */
  of(kind: Kind): readonly Begun[] {
    let list = this.byKind.get(kind);
    if (!list) this.byKind.set(kind, (list = this.begun.filter(({ asked }) => isAsked(asked, kind))));
    return list;
  }

  /** Whether a check looks out for what follows, so that no exchange is like another. */
  isWaiting(): boolean {
    return this.begun.some(({ judging }) => judging.isWaiting());
  }
}
