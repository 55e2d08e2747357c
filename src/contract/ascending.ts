import type { FuncKeywordDefinition, SchemaValidateFunction } from 'ajv';
import type { AscendingPair } from './slice';

/** What an error of `x-ascending` carries in `params`. */
export interface AscendingParams {
  lower: string;
  upper: string;
  subject: string;
  requirement: string;
}

/**
 * The keyword `x-ascending`: in each pair of members that are both numbers, the first is at most the
 * second. JSON Schema cannot relate the values of two members; OpenAPI lets extensions do it.
 *
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration Properties
 */
export const ascending: FuncKeywordDefinition = {
  keyword: 'x-ascending',
  type: 'object',
  schemaType: 'array',
  compile(pairs: AscendingPair[]) {
    const validate: SchemaValidateFunction = (data: Record<string, unknown>) => {
      const broken = pairs.filter(({ members: [lower, upper] }) => exceeds(data[lower], data[upper]));
      validate.errors = broken.map((pair) => ({
        keyword: 'x-ascending',
        message: `must have ${pair.members[0]} at most ${pair.members[1]}`,
        params: {
          lower: pair.members[0],
          upper: pair.members[1],
          subject: pair.subject,
          requirement: pair['x-requirement'],
        } satisfies AscendingParams,
      }));
      return broken.length === 0;
    };
    return validate as (data: unknown) => boolean;
  },
};

function exceeds(lower: unknown, upper: unknown): boolean {
  return typeof lower === 'number' && typeof upper === 'number' && lower > upper;
}
