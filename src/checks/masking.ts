import type { Breach } from '../contract/validators';
import type { Masked, Observation } from '../exchanges/exchange';
import { settle, type Judgement, type Said, type Settled } from './judgement';

/** JSON pointers of masked values, into the bodies. */
export interface MaskedPlaces {
  request: readonly string[];
  response: readonly string[];
}

/**
 * Limits judgements to what the record shows: a masked value shows only that it was there.
 */
export class Masking {
  /** Whether a masked header was asked for since a check began. */
  private asked = false;

  private known: MaskedPlaces | undefined;

  /** @param places is asked once, when it is first needed */
  constructor(
    private readonly masked: Masked,
    private readonly places: () => MaskedPlaces,
  ) {}

  /** Whether the value at a place in a body is masked. */
  hides(of: keyof MaskedPlaces, pointer: string): boolean {
    return (this.known ??= this.places())[of].includes(pointer);
  }

  /** Breaches without those at masked values. */
  breachesIn(of: keyof MaskedPlaces, breaches: readonly Breach[]): Breach[] {
    const isShown = (pointer: string): boolean => !this.hides(of, pointer);
    return breaches
      .filter(({ pointer }) => isShown(pointer))
      .map((breach) => (breach.others ? { ...breach, others: breach.others.filter(isShown) } : breach));
  }

  /** Notes that a check asks for a header of a request or a response. */
  ask(of: 'requestHeaders' | 'responseHeaders', name: string): void {
    if (this.masked[of].includes(name.toLowerCase())) this.asked = true;
  }

  /**
   * The judgements of a check, without those that rest on a masked value: where it asked for a masked header
   * nothing but what a body shows, and of a masked value in a body nothing at all.
   */
  shown(needs: readonly Observation[], ask: () => Said): readonly Judgement[] {
    // One check may use the judgements of another.
    const before = this.asked;
    this.asked = false;
    const judgements = listOf(settle(ask()));
    const { asked } = this;
    this.asked = before;
    const ofAnswer = needs.includes('responseBody');
    const ofBoth = ofAnswer && needs.includes('requestBody');
    return judgements.filter((judgement) => {
      const pointer = (judgement.holds ? undefined : judgement.pointer) ?? '';
      if (asked && !pointer.startsWith('/')) return false;
      if (judgement.holds) return !(ofAnswer && this.masked.responseBody);
      const hidden = (of: keyof MaskedPlaces): boolean => this.hides(of, pointer);
      return ofBoth ? !hidden('request') && !hidden('response') : !hidden(ofAnswer ? 'response' : 'request');
    });
  }
}

const listOf = (said: Settled): readonly Judgement[] =>
  said === undefined ? [] : 'holds' in said ? [said] : said;
