/** Faults in the handling of `@odata.type`. */
import type { Make } from './behaviour';
import { refusing, readingAs, waving, type Members } from './updates';

const isObject = (body: string): boolean => {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null && !Array.isArray(json);
  } catch {
    return false;
  }
};

const isUntyped = (json: Members, body: string): boolean => isObject(body) && !('@odata.type' in json);

/** Accepts another value instead of the correct one. */
const taking = (condition: (value: unknown, type: string) => boolean): Make =>
  readingAs((json, { model: { type } }) =>
    '@odata.type' in json && condition(json['@odata.type'], type)
      ? { ...json, '@odata.type': type }
      : undefined,
  );

const isString = (value: unknown): value is string => typeof value === 'string';

export const odataType: Readonly<Record<string, Make>> = {
  'odata-type-not-needed': readingAs((json, { body, model }) =>
    isUntyped(json, body) ? { '@odata.type': model.type, ...json } : undefined,
  ),
  'odata-type-not-needed-beside-id': readingAs((json, { body, model }) =>
    isUntyped(json, body) && 'id' in json ? { '@odata.type': model.type, ...json } : undefined,
  ),
  'odata-type-empty-object-taken': waving(
    ({ json, body }) => isObject(body) && Object.keys(json).length === 0,
  ),
  'odata-type-any-taken': taking(isString),
  'odata-type-sibling-taken': taking(
    (value, type) =>
      isString(value) &&
      value !== type &&
      /^#microsoft\.graph\.(sms|fido2|temporaryAccessPass).*Configuration$/.test(value),
  ),
  'odata-type-base-taken': taking((value) => value === '#microsoft.graph.authenticationMethodConfiguration'),
  'odata-type-prefix-taken': taking(
    (value, type) => isString(value) && value !== '#' && value.length > 20 && type.startsWith(value),
  ),
  'odata-type-empty-taken': taking((value) => value === ''),
  'odata-type-null-taken': taking((value) => value === null),
  'odata-type-no-string-taken': taking((value) => ['number', 'boolean'].includes(typeof value)),
  'odata-type-array-taken': taking((value, type) => Array.isArray(value) && value[0] === type),
  'odata-type-must-be-first': refusing(({ json }) => {
    const names = Object.keys(json);
    return names.indexOf('@odata.type') > names.filter((name) => name.startsWith('@odata.context')).length;
  }),
  'odata-type-must-not-be-last': refusing(({ json }) => {
    const names = Object.keys(json);
    return names.length > 1 && names.at(-1) === '@odata.type';
  }),
  // A streaming reader that finds the type late has lost the members before it.
  'odata-type-drops-what-stands-before': readingAs((json) => {
    const members = Object.entries(json);
    const place = members.findIndex(([name]) => name === '@odata.type');
    return place > 0 ? Object.fromEntries(members.slice(place)) : undefined;
  }),
};
