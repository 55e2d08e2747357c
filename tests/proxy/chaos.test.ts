import { defaultOperation } from '../../src/contract/operation';
import { Chaos, type MischiefName } from '../../src/chaos/chaos';
import { judge } from '../../src/judge/judge';
import { exchangeOf, type Passage } from '../../src/proxy/passage';
import { PATCH, proxyBefore, RawClient, rawTarget } from './support';

const chaos = new Chaos({ share: 1, seed: 1 }, [defaultOperation()]);
const doing = (...names: (MischiefName | undefined)[]) => ({
  mischief: () => {
    const name = names.shift();
    return name === undefined ? undefined : chaos.mischief(name);
  },
});

test('an answer in the place of the target is on record as that, and the connection goes on', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const { proxy, passed } = await proxyBefore(target.origin, doing('429-seconds', undefined));
  const client = await RawClient.to(proxy.origin);
  client.say(PATCH);
  expect(await client.until('}}}')).toMatch(/^HTTP\/1\.1 429 Too Many Requests\r\n.*Retry-After: 2\r\n/s);
  client.say(PATCH);
  await client.until('204 No Content\r\n\r\n');
  expect(target.received[0]?.match(/^PATCH/gm)).toHaveLength(1);
  const [first, second] = await passed(2);
  expect(exchangeOf(first as Passage)).toMatchObject({
    injected: '429-seconds',
    request: { body: { data: '{}' } },
    response: { status: 429, body: { encoding: 'utf8' } },
  });
  expect(exchangeOf(second as Passage).injected).toBeUndefined();
});

test('a connection is cut without a word, and nothing is forwarded', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const { proxy, passed } = await proxyBefore(target.origin, doing('drop'));
  const client = await RawClient.to(proxy.origin);
  client.say(PATCH);
  expect(await client.all()).toBe('');
  expect(target.sockets).toHaveLength(0);
  expect((await passed(1))[0]).toMatchObject({
    injected: 'drop',
    failure: { kind: 'reset' },
    requestWhole: true,
  });
});

test('a slow answer is the answer of the target, later', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const { proxy, passed } = await proxyBefore(target.origin, {
    mischief: () => ({ kind: 'slow', name: 'slow', ms: 1 }),
  });
  const client = await RawClient.to(proxy.origin);
  client.say(PATCH);
  expect(await client.until('\r\n\r\n')).toBe('HTTP/1.1 204 No Content\r\n\r\n');
  expect((await passed(1))[0]?.injected).toBeUndefined();
});

test('a client that does not wait for a slow answer is on record, and its request is not forwarded', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  let asked = (): void => undefined;
  const meddled = new Promise<void>((resolve) => (asked = resolve));
  const { proxy, passed } = await proxyBefore(target.origin, {
    mischief: () => {
      asked();
      return { kind: 'slow', name: 'slow', ms: 300 };
    },
  });
  const client = await RawClient.to(proxy.origin);
  client.say(PATCH);
  await meddled;
  client.socket.resetAndDestroy();
  expect((await passed(1))[0]).toMatchObject({ injected: 'slow', failure: { kind: 'aborted' } });
  expect(target.sockets).toHaveLength(0);
});

const POLICY =
  'http://127.0.0.1/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const read = (more: Partial<Passage>): Passage => ({
  id: 'x1',
  method: 'GET',
  url: POLICY,
  headers: ['Authorization', 'Bearer abcdefgh'],
  requestBody: { data: '', left: 0 },
  requestWhole: true,
  responseBody: { data: '', left: 0 },
  timing: { startedAt: '2026-11-22T08:00:00.000Z', durationMs: 1 },
  ...more,
});

test('what was done in the place of the provider is not held against it, nor for a run that went wrong', () => {
  const wire = { head: 'HTTP/1.1 429 Too Many Requests\r\n\r\n' };
  const judged = (passages: Passage[]) => judge(passages.map(exchangeOf), { subject: 'traffic' });
  const ofProvider = (result: ReturnType<typeof judge>) =>
    result.requirements.filter(({ actor, judged: times }) => actor === 'provider' && times > 0);
  const injected = judged([
    read({ injected: '429-bare', wire }),
    read({ id: 'x2', injected: 'drop', failure: { kind: 'reset', message: 'cut' } }),
  ]);
  expect(ofProvider(injected)).toEqual([]);
  expect(injected.findings.filter(({ blame }) => blame !== 'client')).toEqual([]);
  expect(injected.verdict).toBe('conforms');
  expect(ofProvider(judged([read({ wire })]))).not.toEqual([]);
  expect(judged([read({ failure: { kind: 'reset', message: 'cut' } })]).verdict).toBe('incomplete');
  const left = { failure: { kind: 'aborted', message: 'left before there was an answer' } } as const;
  const unanswered = judged([read(left)]);
  expect(unanswered.verdict).toBe('incomplete');
  expect(unanswered.findings.find(({ outcome }) => outcome === 'error')).toMatchObject({
    message: 'no answer to GET: left before there was an answer',
    actual: 'aborted',
  });
  expect(judged([read({ ...left, injected: 'slow' })]).verdict).toBe('conforms');
});
