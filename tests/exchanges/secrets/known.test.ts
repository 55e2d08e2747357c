import { LIMITS } from '../../../src/bounds/limits';
import { KnownSecrets } from '../../../src/exchanges/secrets/known';
import { heapAfter } from './heap';

/** A secret that is like no other one. */
const secretOf = (at: number, length = 12): string => `s${at}-`.padEnd(length, 'abcdefghij');

/** Learns secrets, each in an exchange of its own. */
function learn(known: KnownSecrets, from: number, to: number, length?: number): void {
  for (let at = from; at < to; at += 1) {
    known.beginExchange();
    known.learn(secretOf(at, length));
  }
}

describe('of secrets of traffic', () => {
  test('the ones that were not seen longest are forgotten where there are too many', () => {
    const known = new KnownSecrets(2);
    known.learn('one-of-its-own', { own: true });
    learn(known, 0, 8, 10_000);
    const found = (at: number): boolean => known.clean(secretOf(at, 10_000)) !== secretOf(at, 10_000);
    expect([0, 1, 6, 7].map(found)).toEqual([false, false, true, true]);
    expect(known.clean('one-of-its-own')).toBe('[secret-1]');
  });

  test('they are forgotten where they are too long together', () => {
    const known = new KnownSecrets(1000);
    const length = LIMITS.secret;
    const fitting = LIMITS.secrets / length;
    learn(known, 0, 3 * fitting, length);
    const found = Array.from(
      { length: 3 * fitting },
      (_, at) => known.clean(secretOf(at, length)) !== secretOf(at, length),
    );
    expect(found.slice(2 * fitting)).not.toContain(false);
    expect(found.slice(0, fitting)).not.toContain(true);
  });

  test('many one after the other cost no more memory than a few', () => {
    const known = new KnownSecrets(8);
    learn(known, 0, 2_000);
    const growth = heapAfter(() => {
      for (let at = 0; at < 40_000; at += 1) {
        known.beginExchange();
        known.learn(`token-${at}-of-one-exchange`, { token: true });
      }
    });
    // It must be in use up to here, or it is garbage that was collected.
    expect(known.clean('token-1-of-one-exchange')).toBe('token-1-of-one-exchange');
    // An alias alone that was kept would cost some 60 bytes.
    expect(growth).toBeLessThan(1_000_000);
  });
});

describe('an exchange', () => {
  const learntOf = (known: KnownSecrets, secrets: readonly string[], token: boolean): number => {
    for (const secret of secrets) known.learn(secret, { token });
    return secrets.filter((secret) => known.clean(secret) !== secret).length;
  };
  const many = (name: string): string[] =>
    Array.from({ length: LIMITS.learnt + 5 }, (_, at) => `${name}-${at}-0123456789`);

  test('adds a bounded number of secrets, tokens apart from others, and the next one as many again', () => {
    const known = new KnownSecrets(1000);
    for (const name of ['first', 'second']) {
      known.beginExchange();
      expect(learntOf(known, many(name), false)).toBe(LIMITS.learnt);
      expect(learntOf(known, many(`${name}-token`), true)).toBe(LIMITS.learnt);
    }
  });

  test('adds a bounded number of values that are hidden, and the next one as many again', () => {
    const known = new KnownSecrets(1000);
    for (const name of ['first', 'second']) {
      known.beginExchange();
      const values = many(name);
      for (const value of values) known.hide(value);
      expect(values.filter((value) => known.cleanWords(value) !== value)).toHaveLength(LIMITS.learnt);
    }
  });
});

describe('an alias', () => {
  test('is one for a value that is hidden first and a secret then, or the other way round', () => {
    const known = new KnownSecrets(2);
    expect(known.hide('hidden-then-learnt')).toBe(known.learn('hidden-then-learnt'));
    expect(known.learn('learnt-then-hidden')).toBe(known.hide('learnt-then-hidden'));
    expect(known.learn('of-its-own', { own: true })).toBe(known.hide('of-its-own'));
  });

  test('of a long value that is hidden holds within an exchange, and that of a short one longer', () => {
    const known = new KnownSecrets(2);
    const values = ['short-value', 'x'.repeat(LIMITS.secret + 1)];
    const [short, long] = values.map((value) => known.hide(value));
    expect(values.map((value) => known.hide(value))).toEqual([short, long]);
    known.beginExchange();
    expect(known.hide(values[0] as string)).toBe(short);
    expect(known.hide(values[1] as string)).not.toBe(long);
  });

  test('of a hidden value in use stays, and those of others are forgotten in the end', () => {
    const known = new KnownSecrets(2);
    const first = known.hide('used-all-along');
    const second = known.hide('used-but-once');
    for (let at = 0; at < 80; at += 1) {
      known.beginExchange();
      expect(known.hide('used-all-along')).toBe(first);
      known.hide(secretOf(at, LIMITS.secret));
    }
    expect(known.hide('used-but-once')).not.toBe(second);
  });
});

test('what is hidden is looked for until it is too long together, and then anew', () => {
  const known = new KnownSecrets(2);
  const hide = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) {
      known.beginExchange();
      known.hide(secretOf(at, LIMITS.secret));
    }
  };
  const isFound = (at: number): boolean => {
    const value = secretOf(at, LIMITS.secret);
    return known.cleanWords(value) !== value;
  };
  const fitting = LIMITS.secrets / LIMITS.secret;
  hide(0, fitting);
  expect(isFound(0)).toBe(true);
  hide(fitting, fitting + 2);
  expect([isFound(0), isFound(fitting + 1)]).toEqual([false, true]);
  hide(fitting + 2, fitting + 4);
  // From then on as many fit in again.
  expect(isFound(fitting + 1)).toBe(true);
});

describe('a text for people loses', () => {
  const SECRET = 'Kestrel-7-Larkspur';
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const ways: [name: string, make: (known: KnownSecrets) => void][] = [
    ['a secret of its own', (known) => known.learn(SECRET, { own: true })],
    ['a secret of traffic', (known) => known.learn(SECRET)],
    ['a value that is hidden', (known) => known.hide(SECRET)],
  ];

  test.each(ways)('%s, as it is, in a coding, and cut off', (_name, make) => {
    for (const text of [SECRET, base64(SECRET), `${SECRET.slice(0, 9)}...`, `***${SECRET.slice(-9)}`]) {
      const known = new KnownSecrets(2);
      make(known);
      expect(known.cleanWords(`was ${text} here`)).toBe('was [secret-1] here');
    }
  });

  test('two secrets in one coded text, and words between them stay', () => {
    const known = new KnownSecrets(2);
    known.learn(SECRET);
    known.hide('Jackdaw-8-Mulberry');
    const text = `a ${base64(SECRET)} and ${base64('Jackdaw-8-Mulberry')} again`;
    expect(known.cleanWords(text)).toBe('a [secret-1] and [secret-2] again');
  });
});
