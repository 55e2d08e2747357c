/** Faults in the order of the three lifetimes, within one body and against the stored ones. */
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import { applied, done, refused, type Call, type Make } from './behaviour';
import { isUpdate, refusing, without } from './updates';

const NAMES = {
  minimum: 'minimumLifetimeInMinutes',
  normal: 'defaultLifetimeInMinutes',
  maximum: 'maximumLifetimeInMinutes',
} as const;

type Lifetimes = Record<keyof typeof NAMES, number>;

/** What happens to the lifetimes that would result from an update: they are stored, refused or replaced. */
type Rule = (next: Lifetimes, sent: Partial<Lifetimes>, before: Lifetimes) => Partial<Lifetimes> | boolean;

const KEYS = Object.keys(NAMES) as (keyof Lifetimes)[];
const fits = ({ minimum, normal, maximum }: Lifetimes): boolean => minimum <= normal && normal <= maximum;

const lifetimesOf = (policy: PolicyConfiguration): Lifetimes => ({
  minimum: policy.minimumLifetimeInMinutes,
  normal: policy.defaultLifetimeInMinutes,
  maximum: policy.maximumLifetimeInMinutes,
});

const membersOf = (lifetimes: Partial<Lifetimes>): Record<string, number> =>
  Object.fromEntries(
    KEYS.flatMap((key) => {
      const value = lifetimes[key];
      return value === undefined ? [] : [[NAMES[key], value]];
    }),
  );

/** Limits that permit any lifetime. */
const WIDE: Readonly<Record<keyof Lifetimes, Lifetimes>> = {
  minimum: { minimum: 10, normal: 43_200, maximum: 43_200 },
  normal: { minimum: 10, normal: 60, maximum: 43_200 },
  maximum: { minimum: 10, normal: 10, maximum: 43_200 },
};

/** Whether the lifetimes in the body contradict each other, whatever is stored. */
const isContradiction = ({ minimum, normal, maximum }: Partial<Lifetimes>): boolean => {
  const sent = [minimum, normal, maximum].filter((value) => value !== undefined);
  return sent.some((value, index) => index > 0 && value < (sent[index - 1] ?? value));
};

/** The lifetimes in an update, each checked by itself; undefined if another part of the update is invalid. */
function readLifetimes(call: Call): { rest: PolicyConfiguration; sent: Partial<Lifetimes> } | undefined {
  const wide = (key: keyof Lifetimes): PolicyConfiguration => ({ ...call.before, ...membersOf(WIDE[key]) });
  const rest = applied(
    { model: call.model, before: wide('normal') },
    without(call.json, ...Object.values(NAMES)),
  );
  const sent = KEYS.filter((key) => NAMES[key] in call.json);
  const sound = sent.every((key) => {
    const alone = { '@odata.type': call.model.type, [NAMES[key]]: call.json[NAMES[key]] };
    return applied({ model: call.model, before: wide(key) }, alone).ok;
  });
  if (!rest.ok || !sound) return undefined;
  return {
    rest: rest.next,
    sent: Object.fromEntries(sent.map((key) => [key, call.json[NAMES[key]] as number])),
  };
}

/** A provider with its own rule for the order. */
const orderedBy =
  (rule: Rule): Make =>
  () => ({
    request: (call, store) => {
      const read = isUpdate(call) ? readLifetimes(call) : undefined;
      if (!read) return {};
      const before = lifetimesOf(call.before);
      const next = { ...before, ...read.sent };
      // An update without lifetimes does not trigger the check.
      const kept = Object.keys(read.sent).length === 0 || rule(next, read.sent, before);
      if (kept === false) return refused(call, 400, 'The lifetimes are out of order.');
      store.set({ ...read.rest, ...membersOf(kept === true ? next : { ...next, ...kept }) });
      return done(call);
    },
  });

const leavesDefaultOutside = ({ json, before }: Call): boolean => {
  const next = { ...before, ...json };
  return (
    !(NAMES.normal in json) &&
    (next.minimumLifetimeInMinutes > next.defaultLifetimeInMinutes ||
      next.defaultLifetimeInMinutes > next.maximumLifetimeInMinutes)
  );
};

/** Whether an update sends only one limit, which is valid by itself; other updates are refused for other reasons. */
const moves = (name: string, { json }: Call): boolean =>
  Number.isInteger(json[name]) &&
  Number(json[name]) >= 10 &&
  Number(json[name]) <= 43_200 &&
  Object.keys(json).length === 2;

export const order: Readonly<Record<string, Make>> = {
  'order-default-below-minimum-taken': orderedBy(
    ({ minimum, normal, maximum }) => normal <= maximum && minimum <= maximum,
  ),
  'order-default-above-maximum-taken': orderedBy(
    ({ minimum, normal, maximum }) => minimum <= normal && minimum <= maximum,
  ),
  'order-minimum-above-maximum-taken': orderedBy(
    (next, { minimum, maximum }) =>
      fits(next) || (minimum !== undefined && maximum !== undefined && minimum > maximum),
  ),
  'order-broken-dropped': orderedBy((next, sent, before) => fits(next) || (isContradiction(sent) && before)),
  'order-broken-sorted': orderedBy((next, sent) => {
    if (!isContradiction(sent)) return fits(next);
    const [minimum = 0, normal = 0, maximum = 0] = Object.values(next).sort((one, other) => one - other);
    return { minimum, normal, maximum };
  }),
  'order-default-moved-inside': orderedBy((next, sent) =>
    isContradiction(sent) && next.minimum <= next.maximum
      ? { normal: Math.min(next.maximum, Math.max(next.minimum, next.normal)) }
      : fits(next),
  ),
  'order-default-at-minimum-refused': orderedBy((next) => fits(next) && next.minimum < next.normal),
  'order-default-at-maximum-refused': orderedBy((next) => fits(next) && next.normal < next.maximum),
  'order-minimum-at-maximum-refused': orderedBy((next) => fits(next) && next.minimum < next.maximum),
  'order-stored-values-ignored': orderedBy((_next, sent) => {
    const { minimum = 10, normal, maximum = 43_200 } = sent;
    return normal === undefined ? minimum <= maximum : minimum <= normal && normal <= maximum;
  }),
  'order-stored-default-under-new-minimum': orderedBy(
    (next, sent) => fits(next) || ('minimum' in sent && !('normal' in sent) && next.minimum <= next.maximum),
  ),
  'order-stored-default-over-new-maximum': orderedBy(
    (next, sent) => fits(next) || ('maximum' in sent && !('normal' in sent) && next.minimum <= next.maximum),
  ),
  'order-stored-default-outside-new-ends': orderedBy(
    (next, sent) =>
      fits(next) ||
      (!('normal' in sent) && 'minimum' in sent && 'maximum' in sent && next.minimum <= next.maximum),
  ),
  'order-stored-minimum-ignored': orderedBy(
    (next, sent) => fits(next) || ('normal' in sent && !('minimum' in sent) && next.normal <= next.maximum),
  ),
  'order-stored-maximum-ignored': orderedBy(
    (next, sent) => fits(next) || ('normal' in sent && !('maximum' in sent) && next.minimum <= next.normal),
  ),
  // Correct for most limits, and wrong for limits that exclude 60 minutes.
  'order-recalculated-to-an-hour': orderedBy((next, sent) =>
    'normal' in sent || fits(next) ? fits(next) : next.minimum <= next.maximum && { normal: 60 },
  ),
  'order-new-maximum-fails': refusing(
    (call) => moves(NAMES.maximum, call) && leavesDefaultOutside(call),
    500,
  ),
  'order-new-maximum-not-implemented': refusing(
    (call) => moves(NAMES.maximum, call) && leavesDefaultOutside(call),
    501,
  ),
  'order-new-minimum-fails': refusing(
    (call) => moves(NAMES.minimum, call) && leavesDefaultOutside(call),
    500,
  ),
};
