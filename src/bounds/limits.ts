/**
 * How much of anything that comes from outside is taken: one list for every reader, server and renderer. Sizes are
 * in bytes, or in UTF-16 units where a text is at hand. What is larger is named, with the limit, and never passed
 * over in silence.
 */
const USUAL = {
  /** Levels of objects and lists in JSON or YAML. Graph's own answers have fewer than 20; .NET's reader takes 64. */
  depth: 128,
  /** Values of one JSON document or line: numbers, texts, lists and all. */
  values: 1_000_000,
  /** Values of an OpenAPI description: Graph's own has some two million. */
  described: 8_000_000,
  /** Statements about one operation in one document that `drift` compares: usual ones make some hundred. */
  stated: 20_000,
  /** One line of NDJSON or of a record. */
  line: 16 * 1024 * 1024,
  /** A JSON document that is held as a whole: a Pact, a report, a baseline. */
  document: 64 * 1024 * 1024,
  /** A document that is fetched, its compression undone; the whole description of Graph has 40 MB. */
  fetched: 64 * 1024 * 1024,
  /** What people write by hand: configuration, overlay, waivers, fleet, a pack's files. */
  written: 1024 * 1024,
  /** A page of the documentation; the largest that is compared has 30 KB. */
  page: 512 * 1024,
  /** Pieces of a YAML text, as its lexer tells them apart: a few for each value. */
  pieces: 400_000,
  /** How often the aliases of a YAML text, each with those in what it stands for, are followed. */
  aliases: 100,
  /** A body that is looked into, its content coding undone. */
  body: 2 * 1024 * 1024,
  /** One text within a larger value, such as a body in a HAR, as a record keeps it. */
  text: 2 * 1024 * 1024,
  /** Requests of one batch that are looked into; Graph takes 20. */
  batch: 1_000,
  /** A URL, in UTF-16 units; servers take some 8 KB. */
  url: 16 * 1024,
  /** Headers of one message, and one value of a header, in UTF-16 units; servers take some 16 KB of both. */
  headers: 1_000,
  header: 64 * 1024,
  /** Steps along the matching rules of one response of a Pact, for all places of its body. */
  matched: 10_000_000,
  /** Of one secret, so much is looked for in other texts; and of all that are looked for at a time. */
  secret: 16 * 1024,
  secrets: 256 * 1024,
  /** Secrets of traffic that are looked for at a time, and new ones that one exchange may add. */
  remembered: 1024,
  learnt: 128,
} as const;

export type Limit = keyof typeof USUAL;

/** The variable of the environment that raises limits for a run, such as `depth=256,written=4194304`. */
export const RAISED_BY = 'GRAPH_CONTRACT_LIMITS';

/** How far each can be raised: functions that call themselves go no deeper, and no text is longer. */
const MOST_DEPTH = 1000;
const TIMES = 16;
const LONGEST = 2 ** 29 - 32;
const mostOf = (limit: Limit): number =>
  limit === 'depth' ? MOST_DEPTH : Math.min(USUAL[limit] * TIMES, LONGEST);

/**
 * What the variable says, by name.
 * @throws Error in one line, for a name that is no limit and a number that is out of its range
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

/** The limits of this process. What the variable says wrong is told by `limitsProblem`. */
export const LIMITS: Readonly<Record<Limit, number>> = { ...USUAL };

/** What is wrong with the variable; undefined where nothing is. */
export const limitsProblem: string | undefined = takeRaised(process.env[RAISED_BY] ?? '');

function takeRaised(text: string): string | undefined {
  try {
    Object.assign(LIMITS, raisedLimits(text));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** How a limit is raised, in words that follow what passes it. */
export const raising = (limit: Limit): string =>
  LIMITS[limit] < mostOf(limit)
    ? `${RAISED_BY}=${limit}=${Math.min(LIMITS[limit] * 2, mostOf(limit))} raises it`
    : 'it can be raised no further';
