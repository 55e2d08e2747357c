/**
 * How much of anything that comes from outside is taken: one list for every reader, server and renderer. Sizes are
 * in bytes, or in UTF-16 units where a text is at hand. What is larger is named, with the limit, and never passed
 * over in silence.
 */
export const LIMITS = {
  /** Levels of objects and lists in JSON or YAML. Graph's own answers have fewer than 20; .NET's reader takes 64. */
  depth: 128,
  /** Values of one JSON document or line: numbers, texts, lists and all. */
  values: 1_000_000,
  /** Values of an OpenAPI description: Graph's own has some two million. */
  described: 8_000_000,
  /** One line of NDJSON or of a record. */
  line: 16 * 1024 * 1024,
  /** A JSON document that is held as a whole: a Pact, a report, a baseline. */
  document: 64 * 1024 * 1024,
  /** What people write by hand: configuration, overlay, waivers, fleet, a pack's files. */
  written: 1024 * 1024,
  /** A page of the documentation; the largest that is compared has 30 KB. */
  page: 512 * 1024,
  /** Pieces of a YAML text, as its lexer tells them apart: a few for each value. */
  pieces: 400_000,
  /** A body that is looked into, its content coding undone. */
  body: 2 * 1024 * 1024,
  /** One text within a larger value, such as a body in a HAR, as a record keeps it. */
  text: 2 * 1024 * 1024,
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

export type Limit = keyof typeof LIMITS;
