import type { CodeKeywordDefinition, KeywordErrorDefinition } from 'ajv';
import type * as Ajv2020 from 'ajv/dist/2020';
import { onDemand } from '../on-demand';
import type { AscendingPair } from './slice';

/** What an error of `x-ascending` carries in `params`. */
export interface AscendingParams {
  lower: string;
  upper: string;
  subject: string;
  requirement: string;
}

const ajv2020 = onDemand<typeof Ajv2020>('ajv/dist/2020');

const error: KeywordErrorDefinition = {
  message: ({ params: { lower, upper } }) => ajv2020().str`must have ${lower} at most ${upper}`,
  params: ({ params: { lower, upper, subject, requirement } }) =>
    ajv2020()._`{lower: ${lower}, upper: ${upper}, subject: ${subject}, requirement: ${requirement}}`,
};

/**
 * The keyword `x-ascending`: in each pair of members that are both numbers, the first is at most the
 * second. JSON Schema cannot relate the values of two members; OpenAPI lets extensions do it. It is written as code,
 * so that the build can compile it.
 *
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration Properties
 */
export const ascending: CodeKeywordDefinition = {
  keyword: 'x-ascending',
  type: 'object',
  schemaType: 'array',
  error,
  code(context) {
    const { _ } = ajv2020();
    for (const { members, subject, 'x-requirement': requirement } of context.schema as AscendingPair[]) {
      const [lower, upper] = members;
      const low = _`${context.data}[${lower}]`;
      const high = _`${context.data}[${upper}]`;
      context.setParams({ lower, upper, subject, requirement });
      context.fail(_`typeof ${low} == "number" && typeof ${high} == "number" && ${low} > ${high}`);
    }
  },
};
