/**
 * A live run over all operations: each policy is put back before the next is changed, so that whatever ends the run leaves
 * one journal at most, and `restore` makes the tenant what it was.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { operationNames, packagedOperations } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';
import type { Effect } from '../../src/live/effects';
import { openJournals } from '../../src/live/journal';
import { startProviderOf } from '../../src/provider';
import { partsOf, type AnyReport } from '../../src/results/several';
import { runVerificationOfAll, type VerifyAllOptions } from '../../src/run/verify-all';
import { commandLine, temporaryFolder } from '../cli/support';
import { TOKENS } from '../run/mutant';

const folder = temporaryFolder();
const CLI = packageFile('dist', 'src', 'cli', 'main.js');
const ALL: Effect[] = ['write', 'widening', 'refusal', 'foreign-type', 'delete'];
const only = ['SEM-ROUNDTRIP'];
const settle = 50;
const headers = { Authorization: `Bearer ${TOKENS.token}`, 'Content-Type': 'application/json' };
let runs = 0;

type Answer = { status: number; body?: string } | undefined;

/** A tenant, and what stands before it: is told of each write, and may answer in its place. */
async function tenant(
  onWrite: (nth: number, method: string, url: string) => Answer | Promise<Answer> = () => undefined,
) {
  const provider = await startProviderOf('temporaryAccessPass', { tenant: true });
  let writes = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = '', url = '' } = request;
      const own = method === 'GET' ? undefined : await onWrite((writes += 1), method, url);
      if (own) return response.writeHead(own.status, { 'Content-Type': 'application/json' }).end(own.body);
      const body = method === 'GET' ? undefined : Buffer.concat(chunks);
      const { authorization = '', 'content-type': type } = request.headers;
      const answer = await fetch(`${provider.origin}${url}`, {
        ...{ method, headers: { authorization, ...(type !== undefined && { 'content-type': type }) } },
        ...(body && body.length > 0 && { body }),
      });
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      return response.end(Buffer.from(await answer.arrayBuffer()));
    })().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const read = async (): Promise<Record<string, unknown>> => {
    const all: Record<string, unknown> = {};
    for (const { name, path: at, updatable } of packagedOperations) {
      const policy = (await (await fetch(`${provider.url}${at}`, { headers })).json()) as Record<
        string,
        unknown
      >;
      all[name] = Object.fromEntries(updatable.map((member) => [member, policy[member]]));
    }
    return all;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0`,
    original: await read(),
    read,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await provider.close();
    },
  };
}

async function ran(url: string, options: Partial<VerifyAllOptions> & { maxWrites?: number } = {}) {
  const out = path.join(folder, String((runs += 1)));
  const journal = path.join(out, 'journal');
  const { maxWrites, ...rest } = options;
  const { report, left } = await runVerificationOfAll({
    ...{ provider: { url, token: TOKENS.token, tokenReadOnly: undefined }, out, formats: ['json'] },
    ...{ only, settle, timeout: 2000 },
    live: { journal, allowed: new Set(ALL), ...(maxWrites !== undefined && { maxWrites }) },
    ...rest,
  });
  return { report, left, journal };
}
const putBackIn = (report: AnyReport): (boolean | undefined)[] =>
  partsOf(report).map(({ putBack }) => putBack?.equal);

test('puts every policy back, one after the other', async () => {
  const { url, original, read, close } = await tenant();
  const { report, left, journal } = await ran(url);
  expect(left).toEqual([]);
  expect(putBackIn(report)).toEqual(operationNames().map(() => true));
  expect(await read()).toEqual(original);
  expect(openJournals(journal)).toEqual([]);
  await close();
});

test('changes nothing further where a policy was not put back, and restore makes up for it', async () => {
  let refuses = true;
  const { url, original, read, close } = await tenant((_nth, _method, at) =>
    refuses && isPuttingBack && /\/email$/i.test(at) ? { status: 403, body: '{}' } : undefined,
  );
  let isPuttingBack = false;
  const { report, left, journal } = await ran(url, {
    onExchange: ({ context }) => {
      isPuttingBack = context?.scenario === 'live/put-back';
    },
  });
  expect(putBackIn(report)).toEqual([true, true, false]);
  expect(report.verdict).toBe('incomplete');
  expect(left).toEqual(operationNames().slice(3));
  expect(openJournals(journal)).toMatchObject([{ kind: 'whole', entry: { operation: 'email' } }]);
  refuses = false;
  const restored = await commandLine(folder)(['restore', '--journal', journal, '--settle', '50', '--force']);
  expect(restored.exitCode).toBe(0);
  expect(await read()).toEqual(original);
  await close();
});

test('puts back what is changed where the user ends it, and comes to no other', async () => {
  const end = new AbortController();
  const { url, original, read, close } = await tenant((_nth, method, at) => {
    if (method === 'PATCH' && /\/fido2$/i.test(at)) end.abort();
    return undefined;
  });
  const { report, left, journal } = await ran(url, { signal: end.signal });
  expect(putBackIn(report)).toEqual([true, true, true, true, true]);
  expect(report.verdict).toBe('incomplete');
  expect(left).toEqual(operationNames().slice(5));
  expect(await read()).toEqual(original);
  expect(openJournals(journal)).toEqual([]);
  await close();
});

test('sends no more writes to all policies than are allowed', async () => {
  const { url, original, read, close } = await tenant();
  const { report } = await ran(url, { maxWrites: 40 });
  const writes = partsOf(report).map(({ putBack }) => putBack?.writes ?? 0);
  expect(writes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(40);
  expect(writes[0]).toBeGreaterThan(0);
  expect(partsOf(report).at(-1)?.reason).toMatch(/--max-writes/);
  expect(await read()).toEqual(original);
  await close();
});

test.each([3, 20, 45])('is made up for by restore where it is killed at write %i', async (at) => {
  let kill = (): Promise<unknown> => Promise.resolve();
  const { url, original, read, close } = await tenant(async (nth) => {
    if (nth === at) await kill();
    return undefined;
  });
  const journal = path.join(folder, `killed-${at}`);
  const out = path.join(folder, `killed-out-${at}`);
  const victim = spawn(
    process.execPath,
    [
      ...[
        CLI,
        'verify',
        '--operation',
        'all',
        '--provider',
        url,
        '--live',
        '--allow-widening',
        '--allow-delete',
      ],
      ...['--only', 'SEM-ROUNDTRIP', '--settle', '50', '--journal', journal, '--out', out, '--no-config'],
    ],
    { stdio: 'ignore', cwd: folder },
  );
  const gone = once(victim, 'exit');
  kill = () => {
    victim.kill('SIGKILL');
    return gone;
  };
  await gone;
  expect(openJournals(journal)).toMatchObject([{ kind: 'whole' }]);
  const restored = await commandLine(folder)(['restore', '--journal', journal, '--settle', '50']);
  expect(restored).toMatchObject({ exitCode: 0 });
  expect(await read()).toEqual(original);
  expect(openJournals(journal)).toEqual([]);
  await close();
});
