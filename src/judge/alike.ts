import { mayBeOf } from '../exchanges/address';
import type { Judge, Tally } from './judge';

/**
 * After so many lines it is looked how many of them were like another: where fewer than one in SELDOM was, so many
 * times as many lines are judged without looking, since looking costs more than it saves.
 */
const LINES = 1024;
const SELDOM = 8;
const REST = 16;

/** How many kinds of lines are remembered, and how long one may be, in characters: some 20 MB at most. */
const KINDS = 4096;
const LONGEST = 4096;

/**
 * What no check looks at beyond its form: ids of requests and of directory objects, and times. Dates are told
 * apart from what only resembles one, since their form is what is judged.
 */
const FLEETING = new RegExp(
  // Each starts a text or a name: looking at quotation marks alone takes a third of the time.
  `"(?:${[
    // A GUID as Graph writes it.
    '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
    // A date and a time of ISO 8601, up to the second, on a day that every year has.
    '\\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?',
    // The value of Date.
    '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?:0[1-9]|1\\d|2[0-8]) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \\d{4} (?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d GMT',
    // How long it took, by the names that the reader knows.
    '(?:durationMs|time)":\\d+(?:\\.\\d+)?',
  ].join('|')})`,
  'g',
);

// A NUL stands in no JSON text, so that what is put in the place of an id is nothing that a line could say.
const REPLACED = { iso: '"\0i', date: '"\0d', duration: '"\0t' } as const;

function replacementOf(found: string): string {
  const first = found.charAt(1);
  if (first <= '9') return REPLACED.iso;
  return first < 'a' ? REPLACED.date : REPLACED.duration;
}

/**
 * Remembers lines that were judged and broke nothing, or nothing that is told of any further: a year of traffic is a few kinds of requests, told apart
 * by ids and times alone, and what is like a line that was judged comes to the same.
 */
export class Alike<T extends Tally = Tally> {
  private readonly tallies = new Map<string, T>();
  /** The key of the line that was asked for last. */
  private key: string | undefined;
  private looked = 0;
  private alike = 0;
  /** How many lines are still passed by unlooked at. */
  private resting = 0;

  constructor(private readonly judge: Judge) {}

  /** The tally of a line like this one, if there was one and order does not matter just now. */
  find(line: string): T | undefined {
    this.key = undefined;
    if (this.resting > 0) {
      this.resting -= 1;
      return undefined;
    }
    if (line.length > LONGEST || this.judge.isWaiting() || !mayBeOf(this.judge.operation, line))
      return undefined;
    this.key = keyOf(line);
    const known = this.tallies.get(this.key);
    this.countLook(known !== undefined);
    return known;
  }

  private countLook(wasAlike: boolean): void {
    this.looked += 1;
    if (wasAlike) this.alike += 1;
    if (this.looked < LINES) return;
    if (this.alike * SELDOM < this.looked) this.resting = LINES * REST;
    this.looked = this.alike = 0;
  }

  /** Whether it is to remember what the line comes to that was asked for last. */
  get isAsking(): boolean {
    return this.key !== undefined;
  }

  /** Does not remember the next line. */
  forget(): void {
    this.key = undefined;
  }

  /** Remembers what the line that was asked for last came to. */
  keep(tally: T): void {
    if (this.key === undefined) return;
    if (this.tallies.size >= KINDS) this.tallies.clear();
    this.tallies.set(this.key, tally);
    this.key = undefined;
  }
}

/** The line with its ids numbered in the order in which they come, so that two that are equal stay equal. */
function keyOf(line: string): string {
  const ids: string[] = [];
  return line.replace(FLEETING, (found) => {
    if (found.length !== 37 || found[9] !== '-') return replacementOf(found);
    let at = ids.indexOf(found);
    if (at < 0) at = ids.push(found) - 1;
    return `"\0${at}`;
  });
}
