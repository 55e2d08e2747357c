import type { Judging, SequenceCheck } from '../checks/check';
import type { Said } from '../checks/judgement';
import type { Kind } from '../checks/kind';
import type { View } from '../checks/view';
import { isAsked, type Asked } from './asked';

interface Begun {
  asked: Asked<SequenceCheck>;
  judging: Judging;
}

/** The checks that judge what follows what, each with what it remembers of the record so far. */
export class Sequences {
  private readonly begun: readonly Begun[];
  private readonly byKind = new Map<Kind, readonly Begun[]>();

  constructor(checks: readonly Asked<SequenceCheck>[]) {
    this.begun = checks.map((asked) => ({ asked, judging: asked.check.start() }));
  }

  /** Shows the next exchange to each check. */
  see(view: View, take: (asked: Asked<SequenceCheck>, ask: () => Said) => void): void {
    for (const { asked, judging } of this.of(view.kind))
      take(asked, () => view.shown(asked.check, () => judging.see(view)));
  }

  private of(kind: Kind): readonly Begun[] {
    let list = this.byKind.get(kind);
    if (!list) this.byKind.set(kind, (list = this.begun.filter(({ asked }) => isAsked(asked, kind))));
    return list;
  }

  /** Whether a check looks out for what follows, so that no exchange is like another. */
  isWaiting(): boolean {
    return this.begun.some(({ judging }) => judging.isWaiting());
  }
}
