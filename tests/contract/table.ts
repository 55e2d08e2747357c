/** A schema's conforming and violating documents, as data. */
export interface Table {
  /** As `validate` names it. */
  readonly schema: string;
  readonly conforming: readonly Conforming[];
  readonly violating: readonly Violating[];
}

export type Conforming = readonly [what: string, document: unknown];

/** A document and all that is wrong with it. */
export type Violating = readonly [what: string, document: unknown, ...breaches: Told[]];

/** Where, and what a person is told of it, with the row in parentheses. */
export type Told = readonly [pointer: string, sentence: string];

/** Each of these values, refused at this place in the same words. */
export function refuseEach(
  values: readonly unknown[],
  document: (value: unknown) => unknown,
  pointer: string,
  /** Up to what was given instead: `defaultLength must be an integer`. */
  words: string,
  requirement: string,
): Violating[] {
  return values.map((value): Violating => {
    const given = JSON.stringify(value);
    return [`${words}, not ${given}`, document(value), [pointer, `${words}, got ${given} (${requirement})`]];
  });
}
