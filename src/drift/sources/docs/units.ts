/** How many seconds the units of time have. */
const SECONDS = { second: 1, minute: 60, hour: 60 * 60, day: 24 * 60 * 60 };

export type Unit = keyof typeof SECONDS;

/** The first unit of time in a text; undefined where it has none. */
export const unitIn = (text: string): Unit | undefined =>
  /\b(second|minute|hour|day)s?\b/i.exec(text)?.[1]?.toLowerCase() as Unit | undefined;

/** The unit of time that a text begins with, behind a blank. */
export const unitAtStart = (text: string): Unit | undefined => unitIn(/^ ?[A-Za-z]+\b/.exec(text)?.[0] ?? '');

/** The unit that the name of a property ends in: minutes of `maximumLifetimeInMinutes`. */
export const unitOfName = (name: string): Unit | undefined =>
  unitIn(/In((?:Second|Minute|Hour|Day)s)$/.exec(name)?.[1] ?? '');

/** A number of one unit in another, to two places; as it is where either of them is not told. */
export const inUnit = (value: number, from: Unit | undefined, to: Unit | undefined): number =>
  from === undefined || to === undefined || from === to
    ? value
    : Math.round((value * SECONDS[from] * 100) / SECONDS[to]) / 100;
