/**
 * Limits for everything that comes from outside: one list for all readers, servers and renderers. Sizes are in bytes,
 * or in UTF-16 units for strings. An excess is always reported with its limit, never ignored.
 */
const USUAL = {
  /** Levels of objects and lists in JSON or YAML. Graph's own answers have fewer than 20; .NET's reader takes 64. */
  depth: 128,
  /** Values of one JSON document or line: numbers, strings, lists and others. */
  values: 1_000_000,
  /** Values of an OpenAPI description: Graph's own has some two million. */
  described: 8_000_000,
  /** Statements about one operation in one document that `drift` compares; a typical document has some hundred. */
  stated: 20_000,
  /** One line of NDJSON or of a record. */
  line: 16 * 1024 * 1024,
  /** A JSON document that is read as a whole: a Pact, a report, a baseline. */
  document: 64 * 1024 * 1024,
  /** A fetched document after decompression; the complete description of Graph has 40 MB. */
  fetched: 64 * 1024 * 1024,
  /** Files written by hand: configuration, overlay, waivers, fleet, the files of a pack. */
  written: 1024 * 1024,
  /** A page of the documentation; the largest that is compared has 30 KB. */
  page: 512 * 1024,
  /** Tokens of a YAML text; each value has a few. */
  pieces: 400_000,
  /** How often the aliases of a YAML text are expanded, including aliases inside their targets. */
  aliases: 100,
  /** A body that is examined, after decoding. */
  body: 2 * 1024 * 1024,
  /** One string inside a larger value, such as a body in a HAR, as a record keeps it. */
  text: 2 * 1024 * 1024,
  /** Requests of one batch that are examined; Graph accepts 20. */
  batch: 1_000,
  /** A URL, in UTF-16 units; servers accept about 8 KB. */
  url: 16 * 1024,
  /** Headers of one message, and one header value, in UTF-16 units; servers accept about 16 KB of both. */
  headers: 1_000,
  header: 64 * 1024,
  /** Steps in applying the matching rules of one response of a Pact, for all places in its body. */
  matched: 10_000_000,
  /** The part of one secret that is searched for in other texts, and of all secrets that are searched for together. */
  secret: 16 * 1024,
  secrets: 256 * 1024,
  /** Secrets of the traffic that are searched for at a time, and the number that one exchange may add. */
  remembered: 1024,
  learnt: 128,
} as const;

export type Limit = keyof typeof USUAL;

/** The environment variable that raises limits for a run, such as `depth=256,written=4194304`. */
export const RAISED_BY = 'GRAPH_CONTRACT_LIMITS';

/** The upper bound of each limit: deeper recursion and longer strings are not possible. */
const MOST_DEPTH = 1000;
const TIMES = 16;
const LONGEST = 2 ** 29 - 32;
const mostOf = (limit: Limit): number =>
  limit === 'depth' ? MOST_DEPTH : Math.min(USUAL[limit] * TIMES, LONGEST);

/**
 * Parses the variable into limits by name.
 * @throws Error in one line, for an unknown limit or a number out of range
 */
export function raisedLimits(text: string): Partial<Record<Limit, number>> {
  const raised: Partial<Record<Limit, number>> = {};
  for (const part of text.split(',').filter((each) => each.trim() !== '')) {
    const [name = '', value = ''] = part.split('=').map((each) => each.trim());
    if (!Object.hasOwn(USUAL, name))
      throw new Error(`${RAISED_BY}: no limit is named ${name}; there are ${Object.keys(USUAL).join(', ')}`);
    const limit = name as Limit;
    const number = /^\d{1,12}$/.test(value) ? Number(value) : NaN;
    if (!(number >= USUAL[limit] && number <= mostOf(limit)))
      throw new Error(`${RAISED_BY}: ${name} must be a number from ${USUAL[limit]} to ${mostOf(limit)}`);
    raised[limit] = number;
  }
  return raised;
}

/** The limits of this process. `limitsProblem` describes an error in the variable. */
export const LIMITS: Readonly<Record<Limit, number>> = { ...USUAL };

/** The error in the variable; undefined if there is none. */
export const limitsProblem: string | undefined = takeRaised(process.env[RAISED_BY] ?? '');

function takeRaised(text: string): string | undefined {
  try {
    Object.assign(LIMITS, raisedLimits(text));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** How to raise a limit, in words that follow the excess. */
export const raising = (limit: Limit): string =>
  LIMITS[limit] < mostOf(limit)
    ? `${RAISED_BY}=${limit}=${Math.min(LIMITS[limit] * 2, mostOf(limit))} raises it`
    : 'it can be raised no further';
