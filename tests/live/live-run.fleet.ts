import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Effect } from '../../src/live/effects';
import { openJournal, openJournals } from '../../src/live/journal';
import type { PolicyConfiguration } from '../../src/provider';
import { runRestore } from '../../src/run/restore';
import { temporaryFolder } from '../cli/support';
import { startMutant, TOKENS, type Mutation } from '../run/mutant';
import { isAsItWas, ORIGINAL, runsIn } from './support';

const folder = temporaryFolder();
const { live } = runsIn();

describe('a live run', () => {
  test('puts the policy back and proves it with its last read', async () => {
    const { report, after, journal } = await live();
    expect(report.verdict).toBe('conforms');
    expect(isAsItWas(after)).toBe(true);
    expect(report.putBack).toMatchObject({ equal: true, differences: [], first: 'x0001', command: null });
    expect(report.putBack?.last).toBe(`x${String(report.inputs[0]?.read).padStart(4, '0')}`);
    expect(readdirSync(journal)).toEqual([]);
  });

  test('opens the tenant no wider where that is not allowed: it is disabled for the time of the run', async () => {
    const { report, after, states } = await live({}, { allowed: new Set<Effect>(['write', 'refusal']) });
    expect(isAsItWas(after)).toBe(true);
    expect([...states].sort()).toEqual(['disabled', 'enabled']);
    expect(report.requirements.find(({ id }) => id === 'SEM-MERGE')?.outcome).toBe('conforms');
    const left = report.findings.find(({ requirement }) => requirement === 'SEM-DELETE');
    expect(left).toMatchObject({
      outcome: 'untestable',
      message: expect.stringContaining('--allow-delete would test it') as string,
    });
  });

  test('sends nothing but reads where no write is allowed, and keeps no journal', async () => {
    const { report, got, after, journal } = await live({}, { allowed: new Set<Effect>() });
    expect(Object.keys(got)).toEqual(['GET']);
    expect(isAsItWas(after)).toBe(true);
    expect(existsSync(journal)).toBe(false);
    expect(report.requirements.find(({ id }) => id === 'GET-SHAPE')?.outcome).toBe('conforms');
    expect(report.putBack).toBeUndefined();
  });

  test('puts it back when it is interrupted', async () => {
    const interrupted = new AbortController();
    let count = 0;
    const { report, after } = await live(
      { request: () => ((count += 1) === 40 && interrupted.abort(), {}) },
      { signal: interrupted.signal },
    );
    expect(report).toMatchObject({
      verdict: 'incomplete',
      reason: 'the run was interrupted',
      putBack: { equal: true },
    });
    expect(isAsItWas(after)).toBe(true);
  });

  test('starts nothing that would write more than the budget', async () => {
    const { report, got, after } = await live({}, { maxWrites: 20 });
    expect(report.verdict).toBe('incomplete');
    expect(report.reason).toMatch(/^--max-writes 20: \d+ are planned/);
    expect(Object.keys(got)).toEqual(['GET']);
    expect(isAsItWas(after)).toBe(true);
  });

  // The write that puts it back is lost first in one of them, when all that the run may repeat is used up.
  test.each([0, 1])(
    'writes no more than the budget, repeats and all, and still puts it back (%s)',
    async (from) => {
      let count = from;
      // Each second answer is lost, so that writes are sent again.
      const { report, got, after } = await live(
        {
          request: (call) =>
            call.method !== 'GET' && (count += 1) % 2 === 0 ? new Response(null, { status: 503 }) : {},
        },
        { only: ['SEM-APPLY'], maxWrites: 110 },
      );
      const writes = Object.entries(got).reduce(
        (sum, [method, some]) => sum + (method === 'GET' ? 0 : some),
        0,
      );
      expect(writes).toBeLessThanOrEqual(110);
      expect(report.putBack).toMatchObject({ equal: true, writes });
      expect(isAsItWas(after)).toBe(true);
    },
  );

  test('cannot start where the policy cannot be read', async () => {
    const { report, got, journal } = await live({
      request: ({ method }) => (method === 'GET' ? new Response(null, { status: 404 }) : {}),
    });
    expect(report.reason).toBe('the policy cannot be read before the first write: 404 Not Found');
    expect(Object.keys(got)).toEqual(['GET']);
    expect(existsSync(journal)).toBe(false);
  });

  test('stops where somebody else changes the policy, and overwrites nothing', async () => {
    let count = 0;
    const { report, after, journal } = await live({
      response(response, _call, store) {
        if ((count += 1) === 60) store.set({ ...store.get(), defaultLength: 45 });
        return response;
      },
    });
    expect(report.verdict).toBe('incomplete');
    expect(report.reason).toMatch(/defaultLength is 45, and was 11.*restore --journal .* --force$/);
    expect(report.findings.find(({ message }) => message.startsWith('somebody else changed'))).toMatchObject({
      outcome: 'error',
      blame: 'environment',
    });
    expect(after.defaultLength).toBe(45);
    expect(report.putBack).toMatchObject({ equal: false });
    expect(openJournals(journal)).toHaveLength(1);
  });

  test('a provider with faults is not taken for somebody else', async () => {
    const lossy: Mutation = {
      request: (call) =>
        call.method === 'PATCH' && 'includeTargets' in call.json
          ? {
              body: JSON.stringify({
                ...call.json,
                includeTargets: [
                  ...(call.before.includeTargets as object[]),
                  ...([call.json['includeTargets']].flat() as object[]),
                ],
              }),
            }
          : {},
    };
    const { report } = await live(lossy);
    expect(report.reason ?? '').not.toContain('somebody else');
  });

  test('ends in exit 3 with the difference and the command where the restoring write is refused', async () => {
    let last = false;
    const { report, after, journal } = await live(
      {
        request(call) {
          last ||= call.method === 'PATCH' && call.json['defaultLength'] === 11;
          // The first is the write of what is there.
          return call.method === 'PATCH' &&
            call.json['defaultLength'] === 11 &&
            call.before.defaultLength !== 11
            ? new Response(JSON.stringify({ error: { code: 'x', message: 'no' } }), {
                status: 400,
                headers: { 'Content-Type': 'application/json' },
              })
            : {};
        },
      },
      { only: ['SEM-APPLY'] },
    );
    expect(last).toBe(true);
    expect(isAsItWas(after)).toBe(false);
    expect(report.verdict).toBe('incomplete');
    expect(report.reason).toMatch(
      /^the policy is not as it was \(.*defaultLength is \d+, and was 11.*\): run graph-contract restore --journal /,
    );
    expect(openJournals(journal)).toHaveLength(1);
  });

  test('waits for a provider that applies late, and says so where it does not in time', async () => {
    const late = (ms: number): Mutation => {
      const shown: { at: number; policy: PolicyConfiguration }[] = [];
      return {
        async response(response, call, store) {
          shown.push({ at: Date.now(), policy: store.get() });
          if (call.method !== 'GET' || response.status !== 200) return response;
          const visible = shown.filter(({ at }) => at <= Date.now() - ms).at(-1)?.policy ?? shown[0]?.policy;
          return Response.json(visible, { headers: { 'request-id': 'x' } });
        },
      };
    };
    const inTime = await live(late(150), { only: ['RES-ODV'], settle: 2000 });
    expect(inTime.report.putBack?.equal).toBe(true);
    const tooLate = await live(late(1500), { only: ['RES-ODV'], settle: 100 });
    expect(tooLate.report.putBack).toMatchObject({
      equal: false,
      command: expect.stringContaining('restore') as string,
    });
  });
});

test('restore finishes, and leaves what somebody else changed since unless it is forced to', async () => {
  const provider = await startMutant();
  provider.store.set({ ...ORIGINAL, defaultLength: 20 });
  const journal = path.join(folder, 'restored');
  const entry = {
    ...{ version: 1 as const, target: provider.url, key: 'returned-key' as const, original: { ...ORIGINAL } },
    ...{ written: { defaultlength: ['20'] }, startedAt: '2026-11-30T03:00:00.000Z', pid: 1, host: 'x' },
  };
  const restore = (force = false) => {
    const [open] = openJournals(journal);
    return runRestore({
      file: open?.file ?? '',
      entry,
      token: TOKENS.token,
      timeout: 1000,
      settle: 200,
      force,
    });
  };
  try {
    openJournal(journal, entry);
    expect(await restore()).toEqual({ outcome: 'restored' });
    expect(isAsItWas(provider.store.get())).toBe(true);
    expect(openJournals(journal)).toEqual([]);
    openJournal(journal, entry);
    expect(await restore()).toEqual({ outcome: 'as-it-was' });
    openJournal(journal, entry);
    provider.store.set({ ...ORIGINAL, defaultLength: 37 });
    expect(await restore()).toEqual({ outcome: 'foreign', differences: ['defaultLength is 37, and was 11'] });
    expect(provider.store.get().defaultLength).toBe(37);
    expect(await restore(true)).toEqual({ outcome: 'restored' });
    expect(isAsItWas(provider.store.get())).toBe(true);
  } finally {
    await provider.close();
  }
});
