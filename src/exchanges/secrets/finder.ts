import { addSpan, Automaton, type Sought, type Span } from './automaton';

/**
 * Looks for secrets, of which more become known all the time. The new ones make an automaton of their own, which is
 * made one with those before it that are no larger, so that a text is held against few of them, and no secret is
 * put into one more often than a few times.
 */
export class Finder {
  private automata: Automaton[] = [];
  private fresh: Sought[] = [];

  add(sought: Sought): void {
    this.fresh.push(sought);
  }

  /** Looks for nothing but these from now on. */
  reset(sought: readonly Sought[]): void {
    this.automata = [];
    this.fresh = [...sought];
  }

  /** @returns where in a text secrets stand, in order; stretches that overlap are one */
  find(text: string): Span[] {
    this.takeFresh();
    const [first, ...others] = this.automata.map((automaton) => automaton.find(text));
    if (!others.some((spans) => spans.length > 0)) return first ?? [];
    const all = [first ?? [], ...others].flat().sort((one, other) => one.end - other.end);
    const merged: Span[] = [];
    for (const span of all) addSpan(merged, span);
    return merged;
  }

  private takeFresh(): void {
    if (this.fresh.length === 0) return;
    let sought = this.fresh;
    this.fresh = [];
    let units = unitsOf(sought);
    for (let last = this.automata.at(-1); last && last.units <= units; last = this.automata.at(-1)) {
      this.automata.pop();
      sought = [...last.sought, ...sought];
      units += last.units;
    }
    this.automata.push(new Automaton(sought));
  }
}

const unitsOf = (sought: readonly Sought[]): number => sought.reduce((sum, { text }) => sum + text.length, 0);
