import { URL_OF_POLICY } from '../checks/support';
import { GOOD, neither, said } from './support';

const entry = (
  request: object,
  response: object = { status: 204, headers: [], content: { size: 0 }, bodySize: 0 },
) => ({
  startedDateTime: '2026-11-01T00:00:00Z',
  time: 3,
  request: {
    method: 'PATCH',
    url: URL_OF_POLICY,
    httpVersion: 'HTTP/1.1',
    headers: [
      { name: 'Authorization', value: 'Bearer abc' },
      { name: 'Content-Type', value: 'application/json' },
    ],
    bodySize: 10,
    ...request,
  },
  response,
});

test('an entry of a HAR is judged by the body that it has', async () => {
  const good = entry({ postData: { mimeType: 'application/json', text: JSON.stringify(GOOD) } });
  expect((await said('toConformToContract', good)).pass).toBe(true);
  const bad = entry({ postData: { mimeType: 'application/json', text: '{"isUsableOnce":true}' } });
  const { pass, message } = await said('toConformToContract', bad);
  expect(pass).toBe(false);
  expect(message).toContain('REQ-TYPE');
});

test('a body that the recorder did not keep is not taken for an empty one', async () => {
  const { pass } = await said('toConformToContract', entry({ bodySize: 60 }));
  expect(pass).toBe(true);
});

test('a method in lower case is another one there too', async () => {
  const given = entry({
    method: 'patch',
    postData: { mimeType: 'application/json', text: JSON.stringify(GOOD) },
  });
  expect((await said('toConformToContract', given)).message).toContain('REQ-METHOD');
});

test('a whole HAR is refused with what to hand over', async () => {
  expect(await neither('toConformToContract', { log: { version: '1.2', entries: [] } })).toContain(
    'it is a HAR: pass one of its log.entries, or the file to graph-contract check',
  );
});

test('an entry that cannot be read says why', async () => {
  expect(await neither('toConformToContract', entry({ method: 7 }))).toMatch(/method/);
});
