import { Readable } from 'node:stream';
import { defaultOperation } from '../../../src/contract/operation';
import { sourceOf } from '../../../src/exchanges/readers/source';
import { driftOf } from '../support';

const line = (method: string, status: number, body: unknown, prefer?: string): string =>
  JSON.stringify({
    request: {
      method,
      url: `https://graph.microsoft.com/v1.0${defaultOperation().path}`,
      headers: { ...(prefer !== undefined && { Prefer: prefer }) },
    },
    response: { status, headers: { 'Content-Type': 'application/json' }, body },
  });
const policy = {
  '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  id: 'TemporaryAccessPass',
  defaultLength: 8,
  minimumLifetimeInMinutes: 10,
  maximumLifetimeInMinutes: 60,
};
const evidence = (...lines: string[]) =>
  driftOf({}, { evidence: [sourceOf('log.ndjson', Readable.from([Buffer.from(`${lines.join('\n')}\n`)]))] });

test.each<[what: string, lines: string[], keys: string[]]>([
  ['an empty 204 and a policy', [line('PATCH', 204, null), line('GET', 200, policy)], []],
  [
    'an update that is answered with the policy',
    [line('PATCH', 200, policy)],
    ['PATCH/response/status', 'PATCH/response/body'],
  ],
  [
    'the same where the client asked for it',
    [line('GET', 200, policy), line('PATCH', 200, policy, 'return=representation')],
    [],
  ],
  ['a refusal', [line('GET', 200, policy), line('PATCH', 400, { error: {} })], []],
  [
    'a value out of range',
    [line('GET', 200, { ...policy, defaultLength: 5 })],
    ['property/temporaryAccessPassAuthenticationMethodConfiguration.defaultLength/range'],
  ],
  [
    'a member that nobody knows',
    [line('GET', 200, { ...policy, fresh: 1 })],
    ['property/temporaryAccessPassAuthenticationMethodConfiguration.fresh'],
  ],
  [
    'a state that nobody knows',
    [line('GET', 200, { ...policy, state: 'paused' })],
    ['enum/authenticationMethodState.paused'],
  ],
  [
    'limits in the wrong order',
    [line('GET', 200, { ...policy, minimumLifetimeInMinutes: 61 })],
    [
      'order/temporaryAccessPassAuthenticationMethodConfiguration/minimumLifetimeInMinutes/maximumLifetimeInMinutes',
    ],
  ],
])('%s', async (_what, lines, keys) => {
  const { contradictions, verdict } = await evidence(...lines);
  expect(contradictions.map(({ key }) => key)).toEqual(keys);
  expect(verdict).toBe(keys.length > 0 ? 'drifts' : 'agrees');
});

test('names the line and the member', async () => {
  const { contradictions } = await evidence(
    line('GET', 200, policy),
    line('GET', 200, { ...policy, defaultLength: 99 }),
  );
  expect(contradictions[0]?.places).toEqual([{ file: 'log.ndjson', line: 2, pointer: '/defaultLength' }]);
});

test('that is none is refused', async () => {
  await expect(evidence('hello')).rejects.toThrow(/log\.ndjson/);
});
