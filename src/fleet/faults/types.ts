/** Faults in the checking of values: enumerations, and one JSON type for another. */
import type { Make } from './behaviour';
import { readingAs, refusing, storingRaw, without, type Members } from './updates';

type Test = (value: unknown) => boolean;

/** Replaces a value of one member; undefined drops the member. */
export const taking = (member: string, test: Test, to: (value: unknown) => unknown): Make =>
  readingAs((json) => {
    if (!(member in json) || !test(json[member])) return undefined;
    const value = to(json[member]);
    return value === undefined ? without(json, member) : { ...json, [member]: value };
  });

/** The same for a member of targets. */
const takingInTargets = (part: string, test: Test, to: (value: unknown) => unknown): Make => {
  const edit = (target: unknown): unknown => {
    if (typeof target !== 'object' || target === null || !(part in target)) return target;
    const { [part]: value, ...rest } = target as Record<string, unknown>;
    return test(value) ? { ...rest, [part]: to(value) } : target;
  };
  const edited = (json: Members, name: string): Members =>
    Array.isArray(json[name]) ? { [name]: json[name].map(edit) } : {};
  return readingAs((json) => ({
    ...json,
    ...edited(json, 'includeTargets'),
    ...edited(json, 'excludeTargets'),
  }));
};

const isFraction: Test = (value) => typeof value === 'number' && !Number.isInteger(value);
const isDigits: Test = (value) => typeof value === 'string' && /^\d+$/.test(value);
const isWord: Test = (value) => typeof value === 'string' && !isDigits(value);
const isBooleanText: Test = (value) => value === 'true' || value === 'false';
const first = (value: unknown): unknown => (value as unknown[])[0];
const nothing = (): undefined => undefined;

const isStranger: Test = (value) =>
  typeof value === 'string' && !['enabled', 'disabled'].includes(value.toLowerCase());
const isStrangeType: Test = (value) =>
  typeof value === 'string' && !['user', 'group', 'unknownfuturevalue'].includes(value.toLowerCase());

const targetsOf = (json: Members): unknown[] =>
  ['includeTargets', 'excludeTargets'].flatMap((name) => json[name] ?? []);

export const types: Readonly<Record<string, Make>> = {
  'types-state-unknown-dropped': taking('state', isStranger, nothing),
  'types-state-unknown-stored': storingRaw(({ state }) => (isStranger(state) ? { state } : undefined)),
  'types-state-disabled-refused': refusing(({ json }) => json['state'] === 'disabled'),
  'types-state-number-taken': taking(
    'state',
    (value) => typeof value === 'number',
    () => 'enabled',
  ),
  'types-state-boolean-taken': taking(
    'state',
    (value) => typeof value === 'boolean',
    (value) => (value ? 'enabled' : 'disabled'),
  ),
  'types-state-array-taken': taking('state', Array.isArray, first),
  'types-length-string-taken': taking('defaultLength', isDigits, Number),
  'types-length-word-taken': taking('defaultLength', isWord, nothing),
  'types-length-fraction-taken': taking('defaultLength', isFraction, (value) => Math.trunc(Number(value))),
  'types-minimum-fraction-taken': taking('minimumLifetimeInMinutes', isFraction, (value) =>
    Math.round(Number(value)),
  ),
  'types-minimum-array-taken': taking('minimumLifetimeInMinutes', Array.isArray, first),
  'types-default-string-taken': taking('defaultLifetimeInMinutes', isDigits, Number),
  'types-default-fraction-taken': taking('defaultLifetimeInMinutes', isFraction, (value) =>
    Math.trunc(Number(value)),
  ),
  'types-maximum-fraction-taken': taking('maximumLifetimeInMinutes', isFraction, (value) =>
    Math.trunc(Number(value)),
  ),
  'types-maximum-array-taken': taking('maximumLifetimeInMinutes', Array.isArray, first),
  'types-once-string-taken': taking('isUsableOnce', isBooleanText, (value) => value === 'true'),
  'types-once-word-taken': taking(
    'isUsableOnce',
    (value) => typeof value === 'string' && !isBooleanText(value),
    Boolean,
  ),
  'types-once-number-taken': taking('isUsableOnce', (value) => typeof value === 'number', Boolean),
  'types-target-type-unknown-taken': takingInTargets('targetType', isStrangeType, () => 'group'),
  'types-target-type-number-taken': takingInTargets(
    'targetType',
    (value) => typeof value === 'number',
    () => 'user',
  ),
  'types-target-user-refused': refusing(({ json }) =>
    targetsOf(json).some((target) => (target as { targetType?: unknown } | null)?.targetType === 'user'),
  ),
  'types-target-id-number-taken': takingInTargets('id', (value) => typeof value === 'number', String),
  'types-registration-string-taken': takingInTargets(
    'isRegistrationRequired',
    isBooleanText,
    (value) => value === 'true',
  ),
  'types-registration-word-taken': takingInTargets(
    'isRegistrationRequired',
    (value) => typeof value === 'string' && !isBooleanText(value),
    Boolean,
  ),
  'types-registration-number-taken': takingInTargets(
    'isRegistrationRequired',
    (value) => typeof value === 'number',
    Boolean,
  ),
};
