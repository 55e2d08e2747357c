import { visit } from 'jsonc-parser';
import { header } from '../headers';
import { bodyOf, bodyOfJson, isMembers, type Members } from '../body';
import type { Body, Demand, Exchange, Expectation } from '../exchange';
import { headersIn, textBody, Unreadable } from './message';

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
export function pactEntries(document: unknown): { consumer: string; entries: (() => PactEntry)[] } {
  if (!isMembers(document)) throw new Unreadable('it is no JSON object');
  const { interactions = [], messages = [], consumer, metadata } = document;
  if (!Array.isArray(interactions) || !Array.isArray(messages))
    throw new Unreadable('its interactions are no list');
  const version = versionOf(metadata);
  return {
    consumer: isMembers(consumer) && typeof consumer['name'] === 'string' ? consumer['name'] : '',
    entries: [...interactions, ...messages.map(() => undefined)].map(
      (interaction: unknown) => () => entryOf(interaction, version),
    ),
  };
}

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

/** Files of version 2 and before need not say which version they are of. */
function versionOf(metadata: unknown): number {
  const members = isMembers(metadata) ? metadata : {};
  const said = members['pactSpecification'] ?? members['pact-specification'];
  const version = (isMembers(said) && said['version']) || members['pactSpecificationVersion'] || '2';
  return Number.parseInt(String(version), 10);
}

function entryOf(interaction: unknown, version: number): PactEntry {
  if (interaction === undefined) return { description: '', exchange: undefined };
  if (!isMembers(interaction)) throw new Unreadable('it is no object');
  const { type = 'Synchronous/HTTP', request, response, description = '' } = interaction;
  if (type !== 'Synchronous/HTTP') return { description: String(description), exchange: undefined };
  if (!isMembers(request) || !isMembers(response)) throw new Unreadable('it has no request or no response');
  const body = bodyIn(request, version);
  const headers = headersIn(request['headers']) ?? [];
  return {
    description: String(description),
    exchange: {
      observed: {
        // What a Pact leaves out of a request it leaves open.
        authorization: header(headers, 'authorization') !== undefined,
        framing: false,
        trailing: false,
        requestHeaders: header(headers, 'content-type') !== undefined,
        requestBody: body !== undefined,
        responseBody: false,
        protocol: false,
      },
      request: {
        method: typeof request['method'] === 'string' ? request['method'].toUpperCase() : 'GET',
        url: `${typeof request['path'] === 'string' ? request['path'] : '/'}${queryOf(request['query'])}`,
        headers,
        ...(body && { body }),
      },
      expected: expectationOf(response, version),
    },
  };
}

function queryOf(query: unknown): string {
  if (typeof query === 'string' && query !== '') return `?${query}`;
  if (!isMembers(query)) return '';
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** Version 4 wraps the content, and says how it is coded; before, it stands there as it is. */
function contentOf({ body }: Members, version: number): unknown {
  if (version < 4) return body;
  return isMembers(body) ? body['content'] : undefined;
}

function bodyIn(message: Members, version: number): Body | undefined {
  const content = contentOf(message, version);
  if (content === undefined || content === null) return undefined;
  if (typeof content !== 'string') return bodyOfJson(content);
  const encoded = version >= 4 && isMembers(message['body']) ? message['body']['encoded'] : false;
  return encoded === false || encoded === undefined
    ? textBody(content, undefined)
    : bodyOf(Buffer.from(content, 'base64'));
}

function expectationOf(response: Members, version: number): Expectation {
  const { status = 200, headers, matchingRules } = response;
  if (typeof status !== 'number') throw new Unreadable('the status of its response is no number');
  const rules = rulesOf(matchingRules, version);
  const content = contentOf(response, version);
  return {
    status: { place: '', value: status, fixed: !rules.some(({ part }) => part === 'status') },
    headers: (headersIn(headers) ?? []).map(([name, value]) => ({
      place: name,
      value,
      fixed: !rules.some(
        ({ part, path }) => part === 'header' && path[0]?.toLowerCase() === name.toLowerCase(),
      ),
    })),
    // A null body demands that there is none, and a missing one demands nothing.
    body:
      content === undefined || content === null || content === ''
        ? []
        : [...demandsIn(jsonIn(content, response, version), [], rules)],
  };
}

function jsonIn(content: unknown, { body }: Members, version: number): unknown {
  const type = version >= 4 && isMembers(body) ? String(body['contentType']) : '';
  if (typeof content !== 'string' || !/json/i.test(type)) return content;
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return content;
  }
}

function* demandsIn(value: unknown, path: readonly string[], rules: readonly Rule[]): Iterable<Demand> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) {
    const place = path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    yield { place, value, fixed: isFixed(path, rules) };
  }
  for (const [name, each] of entries) yield* demandsIn(each, [...path, name], rules);
}

/** A matching rule: what part of the response it is about, the path in there, and whether it demands the value itself. */
interface Rule {
  part: string;
  path: string[];
  fixed: boolean;
}

/** The rule that is nearest above a place decides; a place without one demands its value. */
function isFixed(place: readonly string[], rules: readonly Rule[]): boolean {
  const over = rules.filter(
    ({ part, path }) =>
      part === 'body' &&
      path.length <= place.length &&
      path.every((name, index) => name === '*' || name === place[index]),
  );
  const [nearest] = over.sort((one, other) => other.path.length - one.path.length);
  return nearest?.fixed ?? true;
}

/** Version 2 writes `$.body.x` and `$.headers.X` at the top; later ones sort by part, and name a list of matchers. */
function rulesOf(rules: unknown, version: number): Rule[] {
  if (!isMembers(rules)) return [];
  if (version < 3) {
    return Object.entries(rules).map(([path, rule]) => {
      const [part = '', ...rest] = pathOf(path);
      return { part: part === 'headers' ? 'header' : part, path: rest, fixed: demandsEquality([rule]) };
    });
  }
  return Object.entries(rules).flatMap(([part, entries]): Rule[] => {
    if (!isMembers(entries)) return [];
    // The status has one list of matchers, and no paths.
    if (Array.isArray(entries['matchers']))
      return demandsEquality(entries['matchers']) ? [] : [{ part, path: [], fixed: false }];
    return Object.entries(entries).map(([path, rule]) => ({
      part,
      path: part === 'header' ? [path.replace(/\[\d+\]$/, '')] : pathOf(path),
      fixed: demandsEquality(
        isMembers(rule) && Array.isArray(rule['matchers']) ? (rule['matchers'] as unknown[]) : [],
      ),
    }));
  });
}

const demandsEquality = (matchers: readonly unknown[]): boolean =>
  matchers.length > 0 && matchers.every((matcher) => isMembers(matcher) && matcher['match'] === 'equality');

/** `$.error['request-id'][0]` as the names in it. */
const pathOf = (path: string): string[] =>
  [...path.matchAll(/\['([^']*)'\]|\["([^"]*)"\]|\[(\d+|\*)\]|\.?([^.[\]$]+)/g)].map(
    ([, single, double, index, plain]) => single ?? double ?? index ?? plain ?? '',
  );
