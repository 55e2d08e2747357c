import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { Holding } from '../../src/proxy/gather';

/** A request of which chunks come as the test says. */
function requesting(holding: Holding): {
  request: PassThrough;
  gathered: Promise<unknown>;
  leave(): void;
} {
  const request = new PassThrough();
  let leave = (): void => undefined;
  const gathered = holding.gather(request as unknown as IncomingMessage, (each) => (leave = each));
  return { request, gathered, leave: () => leave() };
}
const say = (request: PassThrough, size: number): void => void request.emit('data', Buffer.alloc(size));

/** Whether a request of so many bytes is held beside what is held already. */
async function isHeld(holding: Holding, size: number): Promise<boolean> {
  const { request, gathered } = requesting(holding);
  say(request, size);
  request.emit('end');
  return 'chunks' in ((await gathered) as object);
}

test.each<[string, (holding: Holding) => Promise<unknown>]>([
  [
    'leaves',
    (holding) => {
      const { request, gathered, leave } = requesting(holding);
      say(request, 8);
      leave();
      say(request, 8);
      return gathered;
    },
  ],
  [
    'breaks off',
    (holding) => {
      const { request, gathered } = requesting(holding);
      say(request, 8);
      request.emit('error', new Error('aborted'));
      return gathered;
    },
  ],
  [
    'is larger than may be, and goes on',
    (holding) => {
      const { request, gathered } = requesting(holding);
      say(request, 8);
      say(request, 8);
      say(request, 8);
      return gathered;
    },
  ],
])('what was held of a request that %s is let go, and nothing more of it is held', async (_, send) => {
  const holding = new Holding({ each: 10, total: 12 });
  const gathered = await send(holding);
  expect(gathered === undefined || (gathered as { status: number }).status === 413).toBe(true);
  expect(await isHeld(holding, 10)).toBe(true);
});

test('what is whole is held until it is released', async () => {
  const holding = new Holding({ each: 10, total: 12 });
  const { request, gathered } = requesting(holding);
  say(request, 10);
  request.emit('end');
  const { release } = (await gathered) as { release(): void };
  expect(await isHeld(holding, 5)).toBe(false);
  release();
  expect(await isHeld(holding, 10)).toBe(true);
});
