import { mediaType } from '../../exchanges/headers';
import { propertiesOf } from '../../contract/slice';
import type { Members } from '../../exchanges/body';
import { breaks } from '../check';
import type { Breaks } from '../judgement';
import type { View } from '../view';

/** An answer that must carry the policy. */
interface Shaped {
  /** What it is, for messages: `a read`. */
  what: string;
  /** The policy in it; undefined where there is none. */
  policy: Members | undefined;
  /** Rows of the policy's schema whose breaches count. */
  rows: readonly string[];
  /** Whether the answer is a part of another, which leaves headers out at will. */
  inner: boolean;
  /** Whether relationships are in it; an answer to an update need not follow them. */
  related: boolean;
}

/** Why an answer is not the policy as JSON with members of the declared types. */
export function* policyShape(view: View, { what, policy, rows, inner, related }: Shaped): Iterable<Breaks> {
  const type = view.responseHeader('content-type');
  if (!inner && view.showsResponseHeaders && (type === undefined || mediaType(type) !== 'application/json')) {
    yield breaks(view, {
      message: `${what} must be answered as application/json, got ${type ?? 'no Content-Type'}`,
      expected: 'application/json',
      actual: type ?? 'no Content-Type',
      pointer: 'header:Content-Type',
    });
  }
  if (!policy) {
    const { responseJson } = view;
    const actual = responseJson.ok ? 'JSON that is no object' : responseJson.problem;
    return yield breaks(view, {
      message: `${what} must be answered with a JSON object: ${actual}`,
      expected: 'a JSON object',
      actual,
      pointer: '',
    });
  }
  for (const { requirement, message, expected, actual, pointer, lenient, others } of view.policyFaults) {
    if (!rows.includes(requirement)) continue;
    const weight = lenient ? { weight: 'SHOULD' as const } : {};
    const further = others && { others: others.length };
    yield breaks(view, { message, expected, actual, pointer, ...weight, ...further });
  }
  const { policySchema, updateSchema } = view.operation;
  const isLeftOut = (name: string): boolean =>
    !related && propertiesOf(updateSchema)[name]?.['x-relationship'] === true;
  for (const [name, property] of Object.entries(propertiesOf(policySchema))) {
    // What is required is told of by its constraint.
    const told = name.startsWith('@') || policySchema.required?.includes(name);
    if (told || property['x-silent'] || isLeftOut(name) || Object.hasOwn(policy, name)) continue;
    yield breaks(view, {
      message: `${name} is declared and should be in ${what}`,
      expected: 'present',
      actual: 'nothing',
      pointer: `/${name}`,
      weight: 'SHOULD',
    });
  }
}
