/** Faults at both sides of each bound of the numbers. */
import { applied, done, type Make } from './behaviour';
import { isUpdate, readingAs, refusing, storingRaw, without } from './updates';

type Bounded = 'defaultLength' | 'minimumLifetimeInMinutes' | 'maximumLifetimeInMinutes';

/** Accepts a value and stores it. */
const stored = (member: Bounded, value: number): Make =>
  storingRaw((json) => (json[member] === value ? { [member]: value } : undefined));

/** Accepts a value and stores another one. */
const storedAs = (member: Bounded, value: number, other: number): Make =>
  readingAs((json) => (json[member] === value ? { ...json, [member]: other } : undefined));

/** Accepts a value and drops it; the rest of the update is carried out. */
const dropped = (member: Bounded, value: number): Make =>
  readingAs((json) => (json[member] === value ? without(json, member) : undefined));

const refusedAt = (member: Bounded | 'defaultLifetimeInMinutes', value: number): Make =>
  refusing(({ json }) => json[member] === value);

const LIFETIMES = [
  'minimumLifetimeInMinutes',
  'defaultLifetimeInMinutes',
  'maximumLifetimeInMinutes',
] as const;

/** Moves every lifetime to the nearest limit, so that none is refused. */
const moved =
  (where: (value: number) => boolean): Make =>
  () => ({
    request: (call, store) => {
      const sent = LIFETIMES.filter((name) => typeof call.json[name] === 'number');
      if (!isUpdate(call) || !sent.some((name) => where(call.json[name] as number))) return {};
      const near = (value: number): number => Math.min(43_200, Math.max(10, value));
      const lifetimes = Object.fromEntries(sent.map((name) => [name, near(call.json[name] as number)]));
      const result = applied(call, { ...call.json, ...lifetimes });
      if (!result.ok) return {};
      store.set(result.next);
      return done(call);
    },
  });

export const bounds: Readonly<Record<string, Make>> = {
  'bounds-length-7-taken': stored('defaultLength', 7),
  'bounds-length-49-taken': storedAs('defaultLength', 49, 48),
  'bounds-length-0-taken': dropped('defaultLength', 0),
  'bounds-length-negative-taken': storedAs('defaultLength', -1, 8),
  // The value is stored in one byte; its higher bits are cut off before the check.
  'bounds-length-wraps': readingAs(({ defaultLength: length, ...json }) =>
    Number.isInteger(length) && Number(length) > 255
      ? { ...json, defaultLength: Number(length) % 256 }
      : undefined,
  ),
  'bounds-minimum-9-taken': stored('minimumLifetimeInMinutes', 9),
  'bounds-minimum-43201-taken': moved((value) => value > 43_200),
  'bounds-minimum-0-taken': dropped('minimumLifetimeInMinutes', 0),
  'bounds-maximum-9-taken': moved((value) => value === 9),
  'bounds-maximum-43201-taken': stored('maximumLifetimeInMinutes', 43_201),
  'bounds-maximum-0-taken': storedAs('maximumLifetimeInMinutes', 0, 43_200),
  'bounds-length-8-refused': refusedAt('defaultLength', 8),
  'bounds-length-48-refused': refusedAt('defaultLength', 48),
  'bounds-minimum-10-refused': refusedAt('minimumLifetimeInMinutes', 10),
  'bounds-minimum-43200-refused': refusedAt('minimumLifetimeInMinutes', 43_200),
  'bounds-maximum-10-refused': refusedAt('maximumLifetimeInMinutes', 10),
  'bounds-maximum-43200-refused': refusedAt('maximumLifetimeInMinutes', 43_200),
  'bounds-default-10-refused': refusedAt('defaultLifetimeInMinutes', 10),
  'bounds-default-43200-refused': refusedAt('defaultLifetimeInMinutes', 43_200),
  'bounds-lifetimes-in-steps-of-5': refusing(({ json }) =>
    LIFETIMES.some((name) => Number.isInteger(json[name]) && Number(json[name]) % 5 !== 0),
  ),
};
