import { visit } from 'jsonc-parser';
import { LIMITS } from '../../bounds/limits';
import { textOrValue } from '../../contract/describe';
import { toPointer } from '../../contract/pointer';
import { header } from '../headers';
import { isMembers, jsonOf, type Members } from '../body';
import type { Demand, Exchange, Expectation, HeaderPair } from '../exchange';
import { headersIn, LONG_URL, Unreadable } from './message';
import { pactBody, type PactBody } from './pact-body';
import { MatchingRules } from './pact-rules';

/** An interaction of a Pact, as far as it is about HTTP. */
export interface PactEntry {
  /** As it stands in the file; empty where it has none. */
  description: string;
  /** Undefined for a message, which no HTTP request carries. */
  exchange: Omit<Exchange, 'id' | 'source'> | undefined;
}

/**
 * The interactions of a Pact file, V1 to V4. What it says of a request is what the consumer sends at least,
 * so that a header which it leaves out was not observed.
 * @throws Unreadable for a document that is no Pact file; `read` throws it for an interaction
 * @see https://github.com/pact-foundation/pact-specification
 */
export function pactEntries(document: unknown): { consumer: string; entries: Iterable<() => PactEntry> } {
  if (!isMembers(document)) throw new Unreadable('it is not a JSON object');
  const { interactions = [], messages = [], consumer, provider, metadata } = document;
  if (!Array.isArray(interactions) || !Array.isArray(messages))
    throw new Unreadable('its interactions are no list');
  const version = versionOf(metadata);
  // A document of nobody's may have interactions of another kind.
  const isOfParties = isMembers(consumer) || isMembers(provider);
  return {
    consumer: isMembers(consumer) && typeof consumer['name'] === 'string' ? consumer['name'] : '',
    entries: (function* () {
      for (const interaction of interactions as unknown[])
        yield () => entryOf(interaction, version, isOfParties);
      for (let at = 0; at < messages.length; at += 1) yield () => MESSAGE;
    })(),
  };
}

const MESSAGE: PactEntry = { description: '', exchange: undefined };

/** The line of the file, from 1, on which each of the interactions starts. */
export function interactionLines(text: string): number[] {
  let lines: number[] = [];
  let depth = 0;
  let inside = false;
  const at = (line: number): void => {
    if (inside && depth === 2) lines.push(line + 1);
  };
  const begin = (_offset: number, _length: number, line: number): boolean => {
    at(line);
    depth += 1;
    // What an interaction holds need not be told of.
    return depth <= 2;
  };
  const end = (): void => {
    depth -= 1;
  };
  visit(text, {
    onObjectProperty(name) {
      if (depth !== 1) return;
      inside = name === 'interactions';
      // Of members of one name the last counts.
      if (inside) lines = [];
    },
    onObjectBegin: begin,
    onArrayBegin: begin,
    onObjectEnd: end,
    onArrayEnd: end,
    onLiteralValue: (_value, _offset, _length, line) => at(line),
  });
  return lines;
}

/** Files of version 2 and before need not say which version they are of. @throws Unreadable for one that is not known */
function versionOf(metadata: unknown): number {
  const members = isMembers(metadata) ? metadata : {};
  const said = members['pact-specification'] ?? members['pactSpecification'];
  const version =
    (isMembers(said) ? said['version'] : undefined) ?? members['pactSpecificationVersion'] ?? '2';
  const major = Number.parseInt(textOrValue(version), 10);
  if (![1, 2, 3, 4].includes(major))
    throw new Unreadable(
      'it is a Pact of an unknown version of the specification; versions 1, 2, 3 and 4 are read',
    );
  return major;
}

/** What travels by other ways than HTTP requests. */
const MESSAGES = new Set(['Asynchronous/Messages', 'Synchronous/Messages']);

function entryOf(interaction: unknown, version: number, isOfParties: boolean): PactEntry {
  if (!isMembers(interaction)) throw new Unreadable('it is no object');
  const { request, response, description = '' } = interaction;
  // Before version 4 there was one type, and it had no name.
  const type = version < 4 ? 'Synchronous/HTTP' : interaction['type'];
  if (typeof type === 'string' && MESSAGES.has(type))
    return { ...MESSAGE, description: textOrValue(description) };
  if (type !== 'Synchronous/HTTP')
    throw new Unreadable(type === undefined ? 'it has no type' : 'it is of a type that is not known');
  if (!isMembers(request) || !isMembers(response)) throw new Unreadable('it has no request or no response');
  const headers = pactHeaders(request);
  const sent = pactBody(request, headers, version);
  const expected = expectationOf(response, version);
  return {
    description: textOrValue(description),
    exchange: {
      observed: {
        // What a Pact leaves out of a request it leaves open.
        authorization: header(headers, 'authorization') !== undefined,
        framing: false,
        trailing: false,
        requestHeaders: header(headers, 'content-type') !== undefined,
        requestBody: sent.kind !== 'missing',
        responseBody: false,
        protocol: false,
      },
      request: {
        ...targetOf(request, isOfParties),
        headers,
        ...(sent.kind === 'present' && { body: sent.body }),
      },
      expected,
    },
  };
}

/** What a Pact leaves out has the defaults of the specification; its libraries write methods in upper case. */
function targetOf(request: Members, isOfParties: boolean): { method: string; url: string } {
  const { method = 'GET', path, query } = request;
  if (typeof method !== 'string') throw new Unreadable('the method of its request is not a string');
  if (typeof path !== 'string' && (path !== undefined || !isOfParties))
    throw new Unreadable('its request has no path, or one that is not a string');
  const url = `${path ?? '/'}${queryOf(query)}`;
  if (url.length > LIMITS.url) throw new Unreadable(LONG_URL);
  return { method: method.toUpperCase(), url };
}

function pactHeaders(message: Members): HeaderPair[] {
  const { headers } = message;
  if (headers === undefined || headers === null) return [];
  if (!isMembers(headers)) throw new Unreadable('its headers are no object');
  return headersIn(headers) ?? [];
}

function queryOf(query: unknown): string {
  if (query === undefined || query === null || query === '') return '';
  if (typeof query === 'string') return `?${query}`;
  if (!isMembers(query)) throw new Unreadable('the query of its request is neither a text nor an object');
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, queryValue(each)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

function queryValue(value: unknown): string {
  if (typeof value === 'object' && value !== null)
    throw new Unreadable('the query of its request has a value that is not a string');
  return String(value as string | number | boolean | null);
}

function expectationOf(response: Members, version: number): Expectation {
  const { status = 200, matchingRules } = response;
  if (typeof status !== 'number') throw new Unreadable('the status of its response is not a number');
  const rules = new MatchingRules(matchingRules);
  const headers = pactHeaders(response);
  const body = pactBody(response, headers, version);
  return {
    status: { place: '', value: status, fixed: rules.fixesStatus },
    headers: headers.map(([name, value]) => ({ place: name, value, fixed: rules.fixesHeader(name) })),
    // An empty body demands that there is none, and a missing one demands nothing.
    body: body.kind === 'present' && response['body'] !== null ? demandsIn(valueOf(body), rules) : [],
  };
}

function valueOf({ body, isJson }: Extract<PactBody, { kind: 'present' }>): unknown {
  const json = isJson ? jsonOf({ status: 0, headers: [], body }) : undefined;
  return json?.ok ? json.value : body.data;
}

/** What is demanded of each value of a body that is no object or list, or is an empty one. */
function demandsIn(body: unknown, rules: MatchingRules): Demand[] {
  const demands: Demand[] = [];
  const path: string[] = [];
  const walk = (value: unknown): void => {
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (entries.length === 0) demands.push({ place: toPointer(path), value, fixed: rules.fixes(path) });
    for (const [name, each] of entries) {
      path.push(name);
      walk(each);
      path.pop();
    }
  };
  walk(body);
  return demands;
}
