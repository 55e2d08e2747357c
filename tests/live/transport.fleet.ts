/**
 * Faults of the way to a provider, at places drawn from a seed: whatever becomes of a live run, it ends, its evidence
 * can be read, what it says of the policy is true, and the policy is as it was once `restore` has run.
 */
import { defaultOperation } from '../../src/contract/operation';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import type { Effect } from '../../src/live/effects';
import { openJournals } from '../../src/live/journal';
import { differences } from '../../src/live/policy';
import { defaultPolicy, startProvider } from '../../src/provider';
import { exitCodeOf } from '../../src/results/exit-code';
import { runRestore } from '../../src/run/restore';
import { verify } from '../../src/run/verify';
import { complaintOf } from '../../src/contract/published';
import { temporaryFolder } from '../cli/support';
import { WHOLE } from '../environment/extent';
import { TOKENS } from '../run/mutant';

const folder = temporaryFolder();
const RUNS = WHOLE ? 200 : 60;
const AT_A_TIME = 4;
/** Far more than any run may take, in milliseconds. */
const LONGEST = 60_000;

const ORIGINAL = { ...defaultPolicy(), state: 'enabled' as const, isUsableOnce: true, defaultLength: 14 };
const ALLOWED = new Set<Effect>(['write', 'widening']);
const FAULTS = ['reset', 'stall', 'truncate', 'garble', '429', '503', 'close', 'drop-request'] as const;
type Fault = (typeof FAULTS)[number];

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Passes bytes on, with faults at some of the answers, until it is told to be good. */
async function badWay(to: URL, faultAt: (answer: number) => Fault | undefined) {
  let answers = 0;
  let struck = 0;
  let good = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    let dropping = false;
    near.on('data', (bytes) => {
      answers += 1;
      const fault = good ? undefined : faultAt(answers);
      if (!fault) return void far.write(bytes);
      struck += 1;
      if (fault === 'drop-request') return near.resetAndDestroy();
      if (fault === '429' || fault === '503') {
        const reason = fault === '429' ? '429 Too Many Requests' : '503 Service Unavailable';
        return void near.write(`HTTP/1.1 ${reason}\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n`);
      }
      dropping = true;
      // The request reaches the provider; its answer does not come through as it was.
      far.once('data', (answer) => {
        if (fault === 'reset') near.resetAndDestroy();
        else if (fault === 'close') near.end();
        else if (fault === 'truncate') near.end(answer.subarray(0, Math.floor(answer.length / 2)));
        else if (fault === 'garble')
          near.write(answer.map((byte, at) => (at % 7 === 3 ? byte ^ 0x55 : byte)));
      });
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!dropping) near.write(bytes);
    });
    near.on('end', () => far.end());
    far.on('end', () => near.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1.0`,
    struck: () => struck,
    beGood: () => void (good = true),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function run(seed: number): Promise<void> {
  const draw = numbers(seed);
  const fault = FAULTS[Math.floor(draw() * FAULTS.length)] as Fault;
  const first = 1 + Math.floor(draw() * 60);
  // One fault, several in a row, or no end to them.
  const length = [1, 1, 3, 8, Infinity][Math.floor(draw() * 5)] as number;
  const provider = await startProvider({ policy: ORIGINAL });
  const way = await badWay(new URL(provider.url), (answer) =>
    answer >= first && answer < first + length ? fault : undefined,
  );
  const out = path.join(folder, String(seed));
  const journal = path.join(out, 'journal');
  try {
    const report = await verify({
      ...{ provider: way.url, ...TOKENS, env: { GITHUB_SHA: '0' }, out, timeout: 150, settle: 150 },
      only: ['RES-204', 'RES-ODV', 'SEM-ROUNDTRIP'],
      live: { journal, allowed: ALLOWED },
    });
    const asItWas = (): boolean =>
      differences(defaultOperation(), ORIGINAL, provider.store.get()).length === 0;
    const told = { seed, fault, first, length, verdict: report.verdict, reason: report.reason };
    // A provider that conforms is not blamed for its way, unless that changed what it said.
    if (fault !== 'garble')
      expect({ ...told, violates: report.counts.violates }).toMatchObject({ violates: 0 });
    if (report.putBack?.equal !== false)
      expect({ ...told, asItWas: asItWas() }).toMatchObject({ asItWas: true });
    else expect(exitCodeOf(report.verdict)).toBe(3);
    const lines = readFileSync(path.join(out, 'evidence.ndjson'), 'utf8').trimEnd().split('\n');
    expect(lines.flatMap((line) => complaintOf('evidence', JSON.parse(line)) ?? [])).toEqual([]);

    way.beGood();
    const [open] = openJournals(journal);
    expect({ ...told, open: open !== undefined }).toMatchObject({ open: report.putBack?.equal === false });
    if (open?.kind === 'whole') {
      const restored = await runRestore({
        ...{ file: open.file, entry: open.entry, token: TOKENS.token },
        ...{ timeout: 1000, settle: 150, force: false },
      });
      expect({ ...told, ...restored }).toMatchObject({
        outcome: expect.stringMatching(/^(restored|as-it-was)$/) as string,
      });
    }
    expect({ ...told, asItWas: asItWas() }).toMatchObject({ asItWas: true });
  } finally {
    way.close();
    await provider.close();
  }
}

const groups = Array.from({ length: RUNS / AT_A_TIME }, (_, at) => at * AT_A_TIME + 1);
test.each(groups)('runs from seed %d on', async (seed) => {
  const started = Date.now();
  await Promise.all(Array.from({ length: AT_A_TIME }, (_, at) => run(seed + at)));
  expect(Date.now() - started).toBeLessThan(LONGEST);
});
