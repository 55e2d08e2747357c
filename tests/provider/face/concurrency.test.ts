import { connect } from 'node:net';
import { type PolicyConfiguration, defaultPolicy } from '../../../src/provider';
import { WRITER, rawRequest } from '../support';
import { URL_PATH, item, startFace, statuses, textOf } from './support';

const face = startFace();

/** Every member differs from one of these to the next, so that a mixture of two is neither. */
const stateOf = (nth: number): PolicyConfiguration => ({
  ...defaultPolicy(),
  state: nth % 2 ? 'enabled' : 'disabled',
  defaultLength: 8 + (nth % 41),
  minimumLifetimeInMinutes: 10 + nth,
  defaultLifetimeInMinutes: 200 + nth,
  maximumLifetimeInMinutes: 400 + nth,
  isUsableOnce: nth % 2 === 0,
  includeTargets: [{ targetType: 'group', id: `in-${nth}`, isRegistrationRequired: nth % 2 === 0 }],
  excludeTargets: [{ targetType: 'group', id: `out-${nth}` }],
});

const HUNDRED = Array.from({ length: 100 }, (_, index) => stateOf(index));

/** The policy without what only stands in an answer. */
const bare = (body: Record<string, unknown>) =>
  Object.fromEntries(Object.keys(defaultPolicy()).map((name) => [name, body[name]]));

test('a hundred updates at once end in one of the states that were sent', async () => {
  const answers = await Promise.all(HUNDRED.map((policy) => face.update(policy)));
  expect(answers.map(({ status }) => status)).toEqual(HUNDRED.map(() => 204));
  expect(HUNDRED).toContainEqual(face.policy());
});

test('reads among a hundred updates each show one of the states whole', async () => {
  const answers = await Promise.all(
    HUNDRED.flatMap((policy) => [face.update(policy).expect(204), face.read().expect(200)]),
  );
  const reads = answers.filter(({ status }) => status === 200);
  const known = [defaultPolicy(), ...HUNDRED];
  for (const { body } of reads) expect(known).toContainEqual(bare(body));
  // Had they all come before the updates, or behind them, nothing would be shown.
  expect(new Set(reads.map(({ body }) => body.defaultLifetimeInMinutes)).size).toBeGreaterThan(1);
});

test('updates of different members at once are all carried out', async () => {
  const wanted = stateOf(77);
  // In order with each of the lifetimes, whichever comes first.
  face.arrange({
    minimumLifetimeInMinutes: 10,
    defaultLifetimeInMinutes: wanted.defaultLifetimeInMinutes - 1,
    maximumLifetimeInMinutes: 43200,
  });
  const members = Object.entries(wanted).map(([name, value]) => ({ [name]: value }));
  await Promise.all(members.map((member) => face.update(member).expect(204)));
  expect(face.policy()).toEqual(wanted);
});

test('refused updates among others leave no trace', async () => {
  const broken = HUNDRED.map((policy) => ({
    ...policy,
    defaultLength: 49,
    excludeTargets: [{ id: 'trace' }],
  }));
  await Promise.all(
    HUNDRED.flatMap((policy, nth) => [
      face.update(policy).expect(204),
      face.update({ ...broken[nth] }).expect(400),
    ]),
  );
  expect(HUNDRED).toContainEqual(face.policy());
});

test('updates and resets at once end in one of their states', async () => {
  await Promise.all(HUNDRED.map((policy, nth) => (nth % 2 ? face.update(policy) : face.reset()).expect(204)));
  expect([defaultPolicy(), ...HUNDRED]).toContainEqual(face.policy());
});

test('nothing comes between the requests of a batch', async () => {
  const pairs = HUNDRED.slice(0, 50).map((policy, nth) =>
    face.batch([
      item('write', policy),
      { id: 'read', method: 'GET', url: URL_PATH.slice('/v1.0'.length) },
      item('again', { defaultLength: 8 + (nth % 41) }),
    ]),
  );
  const [batches] = await Promise.all([
    Promise.all(pairs),
    Promise.all(HUNDRED.slice(50).map((policy) => face.update(policy).expect(204))),
  ]);
  batches.forEach(({ body }, nth) => {
    expect(statuses(body)).toEqual([
      ['write', 204],
      ['read', 200],
      ['again', 204],
    ]);
    expect(bare(body.responses[1].body)).toEqual(HUNDRED[nth]);
  });
});

test('an update whose body comes late is merged into what is there then', async () => {
  const { hostname, port } = new URL(face.provider.origin);
  const slow = rawRequest(
    'PATCH',
    URL_PATH,
    { Authorization: WRITER, 'Content-Type': 'application/json' },
    textOf({ state: 'enabled' }),
  );
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.write(slow.slice(0, -10), resolve));
  await face.update({ defaultLength: 20 }).expect(204);
  expect(face.policy().state).toBe('disabled');

  const answered = new Promise((resolve) => socket.once('data', resolve));
  socket.write(slow.slice(-10));
  expect(String(await answered)).toMatch(/^HTTP\/1\.1 204 /);
  socket.destroy();
  expect(face.policy()).toEqual({ ...defaultPolicy(), state: 'enabled', defaultLength: 20 });
});
