import { JSONParser, TokenType } from '@streamparser/json';
import type { EvidenceHeader } from '../run-header';
import type { Exchange } from '../exchange';
import { NoJson, parseJson } from '../json-text';
import { defaultOperation, type Operation } from '../../contract/operation';
import { formatOf, LOOKED_AT, type Format } from './format';
import { fromHarEntry } from './har';
import { fromLine } from './line';
import { LineSplitter } from './lines';
import { Unreadable } from './message';
import { interactionLines, pactEntries } from './pact';
import type { Source } from './source';

/** What a reader hands on, in the order in which it stands in the file. */
export interface Sink {
  exchange(exchange: Exchange): void;
  /** Something that cannot be read; `line` counts from 1. What follows is read all the same. */
  problem(message: string, line?: number): void;
  /** Something that is none of the contract's business; with its URL where it is of another operation. */
  passedOver(reason: string, url?: string): void;
  /** Whether a line, as it stands there, need not be read, since one like it was. */
  alike?(line: string): boolean;
  /** The head of a record of ours. */
  header(header: EvidenceHeader): void;
}

/** Why what is not of the operation is passed over. */
export const ANOTHER = 'another operation';

/** Largest Pact that is read, in bytes: they are written by tests, and held as a whole. */
const LARGEST_PACT = 64 * 1024 * 1024;

/**
 * Reads the exchanges of a source: a HAR, a Pact, NDJSON or a record of ours, told by the content. A HAR and
 * NDJSON are streamed, so that memory does not grow with them.
 * @param prefix goes before the ids of exchanges that have none of their own
 * @param operation what is of another one is passed over
 * @returns the format; undefined where the source is none of them, or empty, of which a problem tells
 */
export async function readSource(
  source: Source,
  prefix: string,
  sink: Sink,
  operation = defaultOperation(),
): Promise<Format | undefined> {
  const chunks = source.chunks[Symbol.asyncIterator]();
  let format: Format | undefined;
  let reader: Reader | undefined;
  let start: Buffer = Buffer.alloc(0);
  let failure: string | undefined;
  const begin = (): void => {
    const text = start.subarray(0, LOOKED_AT).toString('utf8');
    format = text.trim() === '' ? undefined : formatOf(text);
    reader = format && READERS[format]({ name: source.name, prefix, sink, operation });
    if (reader) reader.push(start);
    else if (failure === undefined || text.trim() !== '') sink.problem(whyNone(text));
  };
  try {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      if (reader) reader.push(next.value);
      else {
        start = Buffer.concat([start, next.value]);
        if (start.length >= LOOKED_AT) begin();
        // Of what it is none of, no more is read.
        if (start.length >= LOOKED_AT && !reader) return undefined;
      }
    }
  } catch (error) {
    failure = `it cannot be read to its end: ${reasonOf(error)}`;
  } finally {
    await chunks.return?.();
  }
  // What was read until then stands.
  if (!reader) begin();
  reader?.end();
  if (failure !== undefined) sink.problem(failure);
  return format;
}

function whyNone(text: string): string {
  if (text.trim() === '') return 'it is empty';
  if (/^\s*[{[]\s*\n/.test(text))
    return 'it is neither a HAR nor a Pact; exchanges are written one JSON object a line';
  return 'it is neither HAR nor Pact nor NDJSON nor a record of graph-contract';
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'Z_BUF_ERROR' ? 'gzip ends too early' : message;
}

interface Reader {
  push(chunk: Buffer): void;
  end(): void;
}

interface Place {
  name: string;
  prefix: string;
  sink: Sink;
  operation: Operation;
}

const READERS: Record<Format, (place: Place) => Reader> = { lines, har, pact };

function lines({ name, prefix, sink, operation }: Place): Reader {
  const source = { kind: 'ndjson', file: name } as const;
  const splitter = new LineSplitter((line, number) => {
    if (line === undefined) return sink.problem('the line is too long', number);
    if (line === '' || line.trim() === '' || sink.alike?.(line)) return;
    try {
      const read = fromLine(parseJson(number === 1 ? line.replace(/^\uFEFF/, '') : line), operation);
      if ('foreign' in read) sink.passedOver(ANOTHER, read.foreign);
      else if ('exchange' in read)
        sink.exchange({ id: `${prefix}${number}`, source: { ...source, line: number }, ...read.exchange });
      else if ('recorded' in read)
        sink.exchange({ ...read.recorded, source: { ...read.recorded.source, file: name, line: number } });
      else if ('header' in read) sink.header(read.header);
      else sink.passedOver(`line of a record (${read.other})`);
    } catch (error) {
      sink.problem(inWords(error), number);
    }
  });
  return { push: (chunk) => splitter.push(chunk), end: () => splitter.end() };
}

/** The document, its log and the list of entries. */
const ABOVE_ENTRIES = 3;

const LINE_FEED = 10;

function har({ name, prefix, sink, operation }: Place): Reader {
  const parser = new JSONParser({ paths: ['$.log.entries.*'], keepStack: false });
  let broken: string | undefined;
  let ended = false;
  let depth = 0;
  // Bytes and lines that were parsed; the parser's own offsets are off behind escapes in strings.
  let parsed = 0;
  let lineEnds = 0;
  let line = 1;
  // An entry is told of at its end; where it begins has to be noted before.
  parser.onToken = ({ token }) => {
    if (token === TokenType.LEFT_BRACE && depth === ABOVE_ENTRIES) line = lineEnds + 1;
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth += 1;
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth -= 1;
  };
  parser.onValue = ({ value, key }) => {
    const entry = Number(key) + 1;
    try {
      const exchange = fromHarEntry(value, operation);
      if ('foreign' in exchange) return sink.passedOver(ANOTHER, exchange.foreign);
      sink.exchange({ id: `${prefix}${entry}`, source: { kind: 'har', file: name, line }, ...exchange });
    } catch (error) {
      sink.problem(`entry ${entry}: ${inWords(error)}`);
    }
  };
  // Its own words quote the character that it met, which may be one of a secret.
  parser.onError = (error) => {
    const [, at] = /position "(\d+)"/.exec(error.message) ?? [];
    broken ??= at === undefined ? 'an unknown place' : String(parsed + Number(at));
  };
  parser.onEnd = () => (ended = true);
  return {
    push(chunk) {
      for (let start = 0; start < chunk.length && broken === undefined && !parser.isEnded;) {
        const end = chunk.indexOf(LINE_FEED, start) + 1 || chunk.length;
        parser.write(chunk.subarray(start, end));
        if (chunk[end - 1] === LINE_FEED) lineEnds += 1;
        parsed += end - start;
        start = end;
      }
    },
    end() {
      if (broken !== undefined) sink.problem(`it is no JSON from byte ${broken} on`);
      else if (!ended) sink.problem('the HAR ends too early');
    },
  };
}

function pact({ name, prefix, sink }: Place): Reader {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    push(chunk) {
      size += chunk.length;
      if (size <= LARGEST_PACT) chunks.push(chunk);
    },
    end() {
      if (size > LARGEST_PACT) return sink.problem(`a Pact of more than ${LARGEST_PACT} bytes is not read`);
      try {
        const text = Buffer.concat(chunks)
          .toString('utf8')
          .replace(/^\uFEFF/, '');
        const { entries } = pactEntries(parseJson(text));
        const startLines = interactionLines(text);
        entries.forEach((entry, index) => {
          try {
            const { exchange } = entry();
            const line = startLines[index];
            const source = { kind: 'pact', file: name, ...(line !== undefined && { line }) } as const;
            if (exchange) sink.exchange({ id: `${prefix}${index + 1}`, source, ...exchange });
            else sink.passedOver('message');
          } catch (error) {
            sink.problem(`interaction ${index + 1}: ${inWords(error)}`);
          }
        });
      } catch (error) {
        sink.problem(inWords(error));
      }
    },
  };
}

function inWords(error: unknown): string {
  if (error instanceof NoJson || error instanceof Unreadable) return error.message;
  throw error;
}
