import { defaultOperation } from '../../src/contract/operation';
import { Chaos, MISCHIEF, type Mischief } from '../../src/chaos/chaos';
import { retryAfterMs } from '../../src/checks/retry-after';
import { URL_OF_POLICY } from '../checks/support';

const names = (chaos: Chaos, count: number): (string | undefined)[] =>
  Array.from({ length: count }, () => chaos.next(URL_OF_POLICY)?.name);

test('the same seed does the same, and another does something else', () => {
  const drawn = names(new Chaos({ share: 0.5, seed: 7 }, [defaultOperation()]), 50);
  expect(names(new Chaos({ share: 0.5, seed: 7 }, [defaultOperation()]), 50)).toEqual(drawn);
  expect(names(new Chaos({ share: 0.5, seed: 8 }, [defaultOperation()]), 50)).not.toEqual(drawn);
});

test('the share of the requests is hit, by everything that there is', () => {
  const hit = names(new Chaos({ share: 0.2, seed: 1 }, [defaultOperation()]), 5000).filter(
    (name) => name !== undefined,
  );
  expect(hit.length / 5000).toBeCloseTo(0.2, 1);
  expect([...new Set(hit)].sort()).toEqual([...MISCHIEF].sort());
});

test('what is of another operation is left alone', () => {
  expect(new Chaos({ share: 1, seed: 1 }, [defaultOperation()]).next('/v1.0/me')).toBeUndefined();
  expect(new Chaos({ share: 1, seed: 1 }, [defaultOperation()]).next(URL_OF_POLICY)).toBeDefined();
});

const NOW = Date.parse('2026-11-22T08:00:00.500Z');
const mischief = (name: (typeof MISCHIEF)[number]): Mischief =>
  new Chaos({ share: 1, seed: 1 }, [defaultOperation()], () => NOW).mischief(name);

test.each(MISCHIEF.filter((name) => /^\d/.test(name)))(
  '%s has a status and an error body in the form of Graph',
  (name) => {
    const answer = mischief(name);
    if (answer.kind !== 'answer') throw new Error('no answer');
    expect(answer.status).toBe(Number(name.slice(0, 3)));
    expect(JSON.parse(answer.body)).toMatchObject({
      error: { code: expect.any(String) as string, message: expect.any(String) as string },
    });
    expect(Object.fromEntries(answer.headers)['Content-Length']).toBe(String(Buffer.byteLength(answer.body)));
  },
);

test.each([
  ['429-seconds', 2000],
  ['429-date', 2500],
  ['503-seconds', 2000],
  ['429-bare', undefined],
  ['500', undefined],
] as const)('%s asks for a wait of %s ms', (name, wait) => {
  const answer = mischief(name);
  if (answer.kind !== 'answer') throw new Error('no answer');
  const asked = Object.fromEntries(answer.headers)['Retry-After'];
  expect(asked === undefined ? undefined : retryAfterMs(asked, NOW)).toBe(wait);
});
