import type { ExchangeCheck } from '../checks/check';
import type { Kind } from '../checks/kind';
import type { Bench } from '../checks/view';
import { isAsked, type Asked } from './asked';

/** The checks that exchanges of one kind are shown. */
export interface Asks {
  /** Those that a view asks itself, with where its answers are in `saidOfRequest`. */
  ofRequest: readonly { asked: Asked<ExchangeCheck>; at: number }[];
  others: readonly Asked<ExchangeCheck>[];
}

/** The checks that look at one exchange, by what an exchange is. */
export class Dispatch {
  private readonly byKind = new Map<Kind, Asks>();

  constructor(
    private readonly checks: readonly Asked<ExchangeCheck>[],
    private readonly bench: Bench,
  ) {}

  /** The checks for exchanges of a kind, computed once for each kind. */
  of(kind: Kind): Asks {
    let asks = this.byKind.get(kind);
    if (!asks) this.byKind.set(kind, (asks = this.asksOf(kind)));
    return asks;
  }

  private asksOf(kind: Kind): Asks {
    const ofViews = this.bench.clientChecks.of(kind);
    const asked = this.checks
      .filter((each) => isAsked(each, kind))
      .map((each) => ({ asked: each, at: ofViews.indexOf(each.check) }));
    return {
      ofRequest: asked.filter(({ at }) => at >= 0),
      others: asked.filter(({ at }) => at < 0).map(({ asked: each }) => each),
    };
  }
}
