import type { Observation } from '../exchanges/exchange';
import { reaches, type Kind, type Reach } from './kind';

/** What is found by the kind of an exchange: checks, or what stands for one. */
interface Reaching {
  needs: readonly Observation[];
  reach?: Reach;
}

/** Checks by the kinds of exchanges that they can have something to say of, each list made when it is first asked for. */
export class ByKind<C extends Reaching> {
  private readonly lists = new Map<Kind, readonly C[]>();

  constructor(private readonly checks: readonly C[]) {}

  /** Those that exchanges of a kind are shown, in their order; one and the same list each time. */
  of(kind: Kind): readonly C[] {
    let list = this.lists.get(kind);
    if (!list) this.lists.set(kind, (list = this.checks.filter((check) => reaches(check, kind))));
    return list;
  }
}
