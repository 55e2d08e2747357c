import type { HeaderPair, HttpRequest, HttpResponse, Observed } from '../../exchanges/exchange';

/** A request as an object shows it, and what of it that object could show. */
export interface RequestPart {
  /** What the object is called in messages. */
  noun: string;
  request: HttpRequest;
  observed: Pick<Observed, 'authorization' | 'requestBody'> & { requestHeaders?: boolean };
  /** What it does not show, and why, where that is worth a word. */
  notShown?: readonly string[];
}

/** The same of a response. */
export interface ResponsePart {
  noun: string;
  response: HttpResponse;
  observed: Pick<Observed, 'framing' | 'trailing' | 'responseBody'>;
  notShown?: readonly string[];
  /** Where it came from, for an object that knows no more of its request. */
  url?: string;
  /** The request that it answers, where the object knows it. */
  answers?: RequestPart;
}

/** Pairs from the flat list that Node keeps: name, value, name, value. */
export const pairsOf = (raw: readonly string[]): HeaderPair[] =>
  Array.from({ length: raw.length / 2 }, (_, at): HeaderPair => [
    raw[2 * at] as string,
    raw[2 * at + 1] as string,
  ]);

/** Whether a value has functions of these names: objects of other realms and of other libraries are told so. */
export const can = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function');
