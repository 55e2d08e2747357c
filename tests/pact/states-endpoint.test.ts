import { askForState } from '../../src/pact/states-endpoint';
import { startRaw } from '../wire/raw-server';

const change = { state: 'a state', params: {}, action: 'setup' } as Parameters<typeof askForState>[1];

test('an endpoint for states that leads elsewhere is not followed, whoever is named there', async () => {
  const elsewhere = await startRaw(() => ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}']);
  const moved = `HTTP/1.1 307 Moved\r\nLocation: ${elsewhere.origin.href}\r\nContent-Length: 0\r\n\r\n`;
  const endpoint = await startRaw(() => [moved]);
  try {
    const { href } = endpoint.origin;
    expect(await askForState(href, change, 10_000, undefined)).toEqual({
      problem: `"a state" was answered by ${href} with 307`,
    });
    expect(elsewhere.state.requests).toBe(0);
  } finally {
    await Promise.all([endpoint.close(), elsewhere.close()]);
  }
});
