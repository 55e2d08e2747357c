import type { Members } from '../body';
import { parseJson } from '../json-text';
import type { Wanted } from '../wanted';
import type { CutOut } from './document';
import { fromHarEntry, NO_REQUEST } from './har';
import { fromLine } from './line';
import { inWords } from './message';
import { interactionLines, pactEntries } from './pact';
import type { Problems } from './problems';
import { shapeOf } from './shape';
import { ANOTHER, type Format, type Sink } from './sink';

/** What is read, and for whom. */
export interface Place {
  name: string;
  prefix: string;
  sink: Sink;
  wanted: Wanted;
  problems: Problems;
  /** Whether its bytes are no longer those of the file. */
  isRecoded(): boolean;
}

/** Hands on what the JSON values of a source hold, each by its shape, and with an id of its own. */
export class Values {
  /** The format of what was read first. */
  format: Format | undefined;
  private readonly ids = new Ids();

  constructor(private readonly place: Place) {}

  /** Says that something of a format was read. */
  reads(format: Format): void {
    this.format ??= format;
    this.place.problems.reads();
  }

  /** A value that is whole. @param text its JSON */
  take(value: unknown, text: string, line: number): void {
    try {
      const shape = shapeOf(value);
      if (typeof shape === 'object') this.place.problems.add(shape.unknown, line);
      else if (shape === 'pact') this.pact(value, text, line);
      else if (shape === 'har') this.har(value as { log: { entries: unknown[] } }, line);
      else this.exchange(value, line);
    } catch (error) {
      this.place.problems.add(inWords(error), line);
    }
  }

  /** What a HAR that begins on a line hands its entries to. */
  entriesFrom(line: number): (entry: CutOut, number: number, line: number) => void {
    let ids: string | undefined;
    return (entry, number, at) => {
      this.reads('har');
      ids ??= this.ids.ofDocument(line);
      this.entry(entry, { ids, number, line: at });
    };
  }

  /** What is too large to be read is named, unless it is known to be of another operation. */
  tooLarge(what: string, excess: string | undefined, url: string | undefined, line: number): void {
    const { sink, wanted, problems } = this.place;
    if (url === undefined || wanted.isAt(url))
      return problems.add(`${what} is not read: it is ${excess}`, line);
    this.reads('lines');
    sink.passedOver(ANOTHER, url);
  }

  private exchange(value: unknown, line: number): void {
    const { sink, wanted, name, prefix } = this.place;
    this.reads('lines');
    const read = fromLine(value, wanted);
    if ('foreign' in read) sink.passedOver(ANOTHER, read.foreign);
    else if ('exchange' in read)
      sink.exchange({
        id: `${prefix}${this.ids.ofLine(line)}`,
        source: { kind: 'ndjson', file: name, line },
        ...read.exchange,
      });
    else if ('recorded' in read)
      sink.exchange({ ...read.recorded, source: { ...read.recorded.source, file: name, line } });
    else if ('header' in read) sink.header(read.header);
    else sink.passedOver(`line of a record (${read.other})`);
  }

  private har({ log }: { log: { entries: unknown[] } }, line: number): void {
    this.reads('har');
    const ids = this.ids.ofDocument(line);
    if (log.entries.length === 0) this.place.problems.add('it is a HAR without an entry', line);
    for (const [at, entry] of log.entries.entries()) this.harEntry(entry, { ids, number: at + 1, line });
  }

  private entry({ text, excess, url }: CutOut, at: EntryPlace): void {
    if (text === undefined) return this.tooLarge(`entry ${at.number}`, excess, url, at.line);
    // There may be millions of them.
    if (text.length <= EMPTY) return this.unreadable(() => NO_REQUEST, at);
    try {
      this.harEntry(parseJson(text), at);
    } catch (error) {
      this.unreadable(() => inWords(error), at);
    }
  }

  private unreadable(why: () => string, { number, line }: EntryPlace): void {
    this.place.problems.add(() => `entry ${number}: ${why()}`, line);
  }

  private harEntry(entry: unknown, at: EntryPlace): void {
    const { ids, number, line } = at;
    const { sink, wanted, name, prefix } = this.place;
    try {
      const exchange = fromHarEntry(entry, wanted);
      if ('foreign' in exchange) sink.passedOver(ANOTHER, exchange.foreign);
      else
        sink.exchange({
          id: `${prefix}${ids}${number}`,
          source: { kind: 'har', file: name, line },
          ...exchange,
        });
    } catch (error) {
      this.unreadable(() => inWords(error), at);
    }
  }

  private pact(document: unknown, text: string, line: number): void {
    const { sink, name, prefix, problems } = this.place;
    this.reads('pact');
    const ids = this.ids.ofDocument(line);
    try {
      const { entries } = pactEntries(document as Members);
      const lines = interactionLines(text);
      let number = 0;
      for (const entry of entries) {
        number += 1;
        try {
          const { exchange } = entry();
          const source = { kind: 'pact', file: name, line: line - 1 + (lines[number - 1] ?? 1) } as const;
          if (exchange) sink.exchange({ id: `${prefix}${ids}${number}`, source, ...exchange });
          else sink.passedOver('message');
        } catch (error) {
          problems.add(`interaction ${number}: ${inWords(error)}`, line - 1 + (lines[number - 1] ?? 1));
        }
      }
      if (number === 0) problems.add('it is a Pact without an interaction', line);
    } catch (error) {
      problems.add(inWords(error), line);
    }
  }
}

/** So few characters hold no request. */
const EMPTY = '{"request":0}'.length;

/** An entry of a HAR: its number from 1, the line that it begins on, and what goes before its id. */
interface EntryPlace {
  ids: string;
  number: number;
  line: number;
}

/**
 * Ids that stay apart in a file of whatever mixture: lines are told by their number, and the entries of the one
 * document that most files are by theirs.
 */
class Ids {
  private documentIsNumbered = false;
  private lineIsNumbered = false;
  private last = { line: 0, times: 0 };

  ofLine(line: number): string {
    this.lineIsNumbered = true;
    this.last = line === this.last.line ? { line, times: this.last.times + 1 } : { line, times: 1 };
    const id = `${this.documentIsNumbered ? 'l' : ''}${line}`;
    return this.last.times === 1 ? id : `${id}.${this.last.times}`;
  }

  /** @returns what goes before the numbers of its entries */
  ofDocument(line: number): string {
    if (this.documentIsNumbered || this.lineIsNumbered) {
      this.last = line === this.last.line ? { line, times: this.last.times + 1 } : { line, times: 1 };
      return `d${line}${this.last.times === 1 ? '' : `.${this.last.times}`}-`;
    }
    this.documentIsNumbered = true;
    return '';
  }
}
