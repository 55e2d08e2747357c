import { addSpan, Automaton, type Sought, type Span } from './automaton';

/**
 * So many UTF-16 units of new secrets are looked for one by one, which takes at worst so many steps for each unit of
 * a text. An automaton for each new secret would take longer.
 */
const FRESH_AT_MOST = 256;

/**
 * Looks for secrets, of which more become known all the time. A few new ones are looked for one by one; more
 * of them make an automaton, which is made one with those before it that are no larger. A text is thus
 * held against few of them, and no secret is put into one more often than a few times.
 */
export class Finder {
  private automata: Automaton[] = [];
  private fresh: Sought[] = [];
  /** UTF-16 units of the new ones. */
  private units = 0;

  get isEmpty(): boolean {
    return this.units === 0 && this.automata.length === 0;
  }

  add(sought: Sought): void {
    this.fresh.push(sought);
    this.units += sought.text.length;
  }

  /** Looks for nothing but these from now on. */
  reset(sought: readonly Sought[]): void {
    this.automata = [];
    this.fresh = [...sought];
    this.units = unitsOf(sought);
  }

  /** @returns where in a text secrets stand, in order; stretches that overlap are one */
  find(text: string): Span[] {
    if (this.units > FRESH_AT_MOST) this.takeFresh();
    let found: Span[] | undefined;
    let isMixed = false;
    for (const automaton of this.automata) {
      const spans = automaton.find(text);
      if (spans.length === 0) continue;
      isMixed ||= found !== undefined;
      found = found ? [...found, ...spans] : spans;
    }
    for (const { text: sought, alias } of this.fresh) {
      for (let start = text.indexOf(sought); start >= 0; start = text.indexOf(sought, start + 1)) {
        isMixed ||= found !== undefined;
        (found ??= []).push({ start, end: start + sought.length, alias });
      }
    }
    return isMixed ? merged(found as Span[]) : (found ?? []);
  }

  private takeFresh(): void {
    let sought = this.fresh;
    let { units } = this;
    this.fresh = [];
    this.units = 0;
    for (let last = this.automata.at(-1); last && last.units <= units; last = this.automata.at(-1)) {
      this.automata.pop();
      sought = [...last.sought, ...sought];
      units += last.units;
    }
    this.automata.push(new Automaton(sought));
  }
}

/** Stretches of a text in order; those that overlap are one. */
function merged(spans: readonly Span[]): Span[] {
  const apart: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.end - other.end)) addSpan(apart, span);
  return apart;
}

const unitsOf = (sought: readonly Sought[]): number => sought.reduce((sum, { text }) => sum + text.length, 0);
