/**
 * A provider that refuses the update which puts the policy back, or says that it took it, or shows an old read: the
 * policy is as it was, or the run ends with 3, its journal is kept, and it says what to run.
 */
import fs, { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openJournals } from '../../src/live/journal';
import type { PolicyConfiguration } from '../../src/provider';
import { renderConsole, renderMarkdown } from '../../src/reports';
import { renderHtml } from '../../src/reports/html';
import { exitCodeOf } from '../../src/results/exit-code';
import type { Report } from '../../src/results/report';
import { loadRegister } from '../../src/contract/register/register';
import { runRestore } from '../../src/run/restore';
import { temporaryFolder } from '../cli/support';
import { startMutant, TOKENS, type Call, type Mutation } from '../run/mutant';
import { isAsItWas, isPutBack, ORIGINAL, runsIn, type Ran } from './support';

const { live, plain } = runsIn();
const folder = temporaryFolder();
const ONE_ROW = { only: ['SEM-APPLY'] };

const answer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ error: { code: 'no', message: 'no' } }), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
const noContent = (): Response => new Response(null, { status: 204 });
const show = (policy: PolicyConfiguration): Response => Response.json(policy);

/** Does nothing of the update that puts the policy back; from then on reads are answered by `read`. */
function lying(instead: () => Response, read?: (count: number) => PolicyConfiguration): Mutation {
  let reads: number | undefined;
  return {
    request(call) {
      if (isPutBack(call)) {
        reads ??= 0;
        return instead();
      }
      if (call.method !== 'GET' || reads === undefined || !read) return {};
      return show(read((reads += 1)));
    },
  };
}

const told = (report: Report): string =>
  renderConsole(report, loadRegister(), { color: false, width: 100, quiet: true, files: [] });

function expectKept({ report, journal }: Ran): void {
  expect(exitCodeOf(report.verdict)).toBe(3);
  expect(report.putBack).toMatchObject({ equal: false });
  expect(openJournals(journal)).toMatchObject([{ kind: 'whole' }]);
  const command = `graph-contract restore --journal ${journal}`;
  expect(report.reason).toContain(`run ${command}`);
  expect(told(report)).toContain(command);
}

describe('a live run does not call a policy put back', () => {
  test.each<[string, () => Response, RegExp]>([
    ['is refused with 403', () => answer(403), /restore failed: answered with 403/],
    ['fails with 500', () => answer(500), /answered with 500/],
    ['is throttled without end', () => answer(429, { 'Retry-After': '0' }), /answered with 429/],
    ['is answered with a redirect', () => answer(307, { Location: '/v1.0/elsewhere' }), /answered with 307/],
  ])('where the update %s and an old read is served', async (_what, instead, why) => {
    const ran = await live(
      lying(instead, () => ORIGINAL),
      ONE_ROW,
    );
    expect(isAsItWas(ran.after)).toBe(false);
    expectKept(ran);
    expect(ran.report.reason).toMatch(why);
  });

  test('where the update has no answer and an old read is served', async () => {
    const slow: Mutation = lying(noContent, () => ORIGINAL);
    const ran = await live(
      {
        ...slow,
        async request(call, store) {
          if (isPutBack(call)) await new Promise((resolve) => setTimeout(resolve, 700));
          return (await slow.request?.(call, store)) ?? {};
        },
      },
      { ...ONE_ROW, timeout: 500 },
    );
    expectKept(ran);
    expect(ran.report.reason).toMatch(/restore failed: no answer/);
  });

  test('where a later read shows something else than the first one', async () => {
    const other = { ...ORIGINAL, defaultLength: 13 };
    const ran = await live(
      lying(noContent, (count) => (count > 1 ? other : ORIGINAL)),
      ONE_ROW,
    );
    expectKept(ran);
    expect(ran.report.reason).toContain('defaultLength is 13, and was 11');
  });

  test('where reads are old from before the last update on', async () => {
    let frozen = false;
    const ran = await live(
      {
        request(call) {
          frozen ||= call.method === 'PATCH' && call.before.state === 'disabled';
          if (isPutBack(call)) return noContent();
          return call.method === 'GET' && frozen ? show(ORIGINAL) : {};
        },
      },
      ONE_ROW,
    );
    expect(isAsItWas(ran.after)).toBe(false);
    expectKept(ran);
    expect(ran.report.reason).toContain('no read has shown anything of what was written');
  });

  test('where something that it wrote and that no update can take away is still there', async () => {
    let kept = {};
    const ran = await live({
      request(call) {
        if (call.method === 'PATCH' && 'DefaultLength' in call.json)
          kept = { DefaultLength: call.json['DefaultLength'] };
        return {};
      },
      async response(response, call) {
        if (call.method !== 'GET' || response.status !== 200) return response;
        return Response.json({ ...((await response.json()) as object), ...kept });
      },
    });
    expect(kept).not.toEqual({});
    expectKept(ran);
    expect(ran.report.reason).toMatch(/DefaultLength is \d+, and was absent/);
  });
});

test('a live run whose every write is refused leaves the policy as it was, and no journal', async () => {
  const { report, journal, after } = await live(
    { request: (call) => (call.method === 'GET' ? {} : answer(403)) },
    ONE_ROW,
  );
  expect(isAsItWas(after)).toBe(true);
  expect(report.putBack).toMatchObject({ equal: true, command: null });
  expect(openJournals(journal)).toEqual([]);
});

describe('restore', () => {
  const restoring = async (mutation: Mutation, changed: Partial<PolicyConfiguration>) => {
    const provider = await startMutant(mutation);
    provider.store.set({ ...ORIGINAL, ...changed });
    const file = path.join(folder, 'x.journal.json');
    fs.writeFileSync(file, '');
    const entry = {
      ...{ version: 1 as const, target: provider.url, key: 'returned-key' as const },
      ...{ original: { ...ORIGINAL }, written: { defaultlength: ['20'] } },
      ...{ startedAt: '2026-11-30T03:00:00.000Z', pid: 1, host: 'x' },
    };
    try {
      const restored = await runRestore({
        ...{ file, entry, token: TOKENS.token, timeout: 1000, settle: 100, force: false },
      });
      return { restored, kept: existsSync(file), after: provider.store.get() };
    } finally {
      await provider.close();
    }
  };

  test.each<[string, Mutation, RegExp]>([
    [
      'the update is refused',
      lying(
        () => answer(403),
        () => ORIGINAL,
      ),
      /answered with 403/,
    ],
    [
      'reads are old, and the update is refused',
      {
        request: (call: Call) =>
          call.method === 'GET' ? show(ORIGINAL) : call.method === 'PATCH' ? answer(500) : {},
      },
      /answered with 500/,
    ],
    [
      'a later read shows something else',
      lying(noContent, (count) => ({ ...ORIGINAL, defaultLength: count > 1 ? 20 : 11 })),
      /defaultLength is 20/,
    ],
  ])('keeps the journal where %s', async (_what, mutation, why) => {
    const { restored, kept } = await restoring(mutation, { defaultLength: 20 });
    expect(restored).toMatchObject({ outcome: 'failed' });
    expect(JSON.stringify(restored)).toMatch(why);
    expect(kept).toBe(true);
  });

  test('sends the policy back although an old read shows it already', async () => {
    const { restored, kept, after } = await restoring(
      { request: (call) => (call.method === 'GET' ? show(ORIGINAL) : {}) },
      { defaultLength: 20 },
    );
    expect(restored).toEqual({ outcome: 'as-it-was' });
    expect(isAsItWas(after)).toBe(true);
    expect(kept).toBe(false);
  });
});

describe('a plain run', () => {
  const leftOver = (report: Report): string => {
    expect(report.putBack).toMatchObject({ equal: false, command: null });
    expect(told(report)).toMatch(/^NOT RESTORED: /m);
    return report.reason ?? '';
  };

  test('puts back what it read, and says by which read it is so', async () => {
    const { report, after } = await plain();
    expect(report.verdict).toBe('conforms');
    expect(isAsItWas(after)).toBe(true);
    expect(report.putBack).toMatchObject({ equal: true, differences: [], first: 'x0001', command: null });
    expect(told(report)).not.toContain('put back');
  });

  test('puts back the policy of a provider that refuses what an update cannot set', async () => {
    const { report, after } = await plain({
      request: (call) =>
        call.method === 'PATCH' && ('id' in call.json || '@odata.context' in call.json) ? answer(400) : {},
    });
    expect(isAsItWas(after)).toBe(true);
    expect(report.putBack).toMatchObject({ equal: true });
  });

  test('puts back what was changed where the provider refuses a member that is as it was', async () => {
    let changed = false;
    const { report, after } = await plain(
      {
        request(call) {
          // It takes no targets, not even those that it shows, and inside a batch as little.
          if (call.path.endsWith('$batch'))
            return JSON.stringify(call.json).includes('includeTargets') ? answer(400) : {};
          if (call.method !== 'PATCH') return {};
          changed ||= 'defaultLength' in call.json;
          return 'includeTargets' in call.json ? answer(400) : {};
        },
      },
      // Nothing could bring back what a revert takes away.
      { only: ['SEM-MERGE'], lacks: ['delete'] },
    );
    expect(changed).toBe(true);
    expect(isAsItWas(after)).toBe(true);
    expect(report.putBack).toMatchObject({ equal: true });
  });

  test('tells of members that a provider has kept', async () => {
    let kept = {};
    const { report } = await plain({
      request(call) {
        if (call.method === 'PATCH' && 'DefaultLength' in call.json)
          kept = { DefaultLength: call.json['DefaultLength'] };
        return {};
      },
      async response(response, call) {
        if (call.method !== 'GET' || response.status !== 200) return response;
        return Response.json({ ...((await response.json()) as object), ...kept });
      },
    });
    expect(leftOver(report)).toMatch(/the policy is not as it was \(DefaultLength is \d+, and was absent\)/);
    expect(exitCodeOf(report.verdict)).not.toBe(0);
  });

  test.each<[what: string, mutation: () => Mutation, line: RegExp]>([
    [
      'no read shows a policy',
      () => ({ request: (call) => (call.method === 'GET' ? answer(404) : {}) }),
      /the policy may not be as it was \(it could not be read before \d+ writes that may have changed it\)$/,
    ],
    [
      'the first read that shows one comes behind a write',
      () => {
        let written = false;
        return {
          request(call) {
            if (call.method === 'GET') return written ? {} : answer(404);
            written ||= call.method === 'PATCH';
            return {};
          },
        };
      },
      /the policy may not be as it was \(it could not be read before a write that may have changed it\)$/,
    ],
    [
      'every read shows what was there first',
      () => ({ request: (call) => (call.method === 'GET' ? show(ORIGINAL) : {}) }),
      /\(no read has shown anything of what was written, .*\): exchange x0001 of evidence\.ndjson has the original policy$/,
    ],
  ])('does not call a policy put back where %s', async (_what, mutation, line) => {
    const { report } = await plain(mutation(), ONE_ROW);
    expect(leftOver(report)).toMatch(line);
    expect(exitCodeOf(report.verdict)).not.toBe(0);
    const html = renderHtml(report, loadRegister());
    expect(html).toMatch(/The policy (may not be|is not) as it was/);
    expect(renderMarkdown(report, loadRegister())).toMatch(
      /\*\*The policy (may not be|is not) as it was\*\*/,
    );
  });

  test('of a provider without reads says that nothing could be put back, and fails nothing by it', async () => {
    const { report } = await plain({}, { only: ['RES-204'], lacks: ['read'] });
    expect(report).toMatchObject({ verdict: 'conforms', reason: null });
    expect(report.putBack).toBeUndefined();
    const without = /^without reads the policy cannot be put back: it is as the last of \d+ writes left it$/;
    const notes = ({ findings }: Report) => findings.filter(({ message }) => without.test(message));
    expect(notes(report)).toMatchObject([{ outcome: 'informational', check: null }]);
    const nothing = await plain({ request: () => answer(401) }, { only: ['RES-204'], lacks: ['read'] });
    expect(notes(nothing.report)).toEqual([]);
  });

  test('tells of an update that was refused, whatever a read shows, and keeps the violations that it found', async () => {
    const refused = await plain(
      lying(
        () => answer(403),
        () => ORIGINAL,
      ),
      ONE_ROW,
    );
    expect(leftOver(refused.report)).toContain('answered with 403');
    expect(refused.report.verdict).toBe('incomplete');
    const wrong = lying(() => answer(403));
    const violating = await plain(
      {
        ...wrong,
        response: (response, call) =>
          call.method === 'PATCH' && response.status === 204 ? new Response('{}', { status: 200 }) : response,
      },
      { only: ['RES-204'] },
    );
    expect(leftOver(violating.report)).toContain('defaultLength');
    expect(violating.report.verdict).toBe('violates');
  });
});

describe('a record that cannot be kept', () => {
  afterEach(() => jest.restoreAllMocks());

  /** A disk that is full from some exchange on. */
  function fullFrom(nth: number): void {
    const real = fs.writeSync.bind(fs) as (...args: unknown[]) => number;
    let count = 0;
    jest.spyOn(fs, 'writeSync').mockImplementation(((...args: [number, ...unknown[]]) => {
      const text = Buffer.isBuffer(args[1]) ? args[1].toString('utf8') : String(args[1]);
      if (text.startsWith('{"kind":') && (count += 1) >= nth)
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
          ...{ code: 'ENOSPC', syscall: 'write' },
        });
      return real(...args);
    }) as typeof fs.writeSync);
  }

  // Before anything, at the first write, in the midst of it, and while the policy is put back.
  test.each([1, 2, 3, 4, 20, 60, 90, 93, 95])(
    'from line %d on ends a live run, and the policy is put back',
    async (nth) => {
      fullFrom(nth);
      const out = path.join(folder, `full-${nth}`);
      const { report, after, journal } = await live({}, { ...ONE_ROW, out });
      expect(isAsItWas(after)).toBe(true);
      expect(openJournals(journal)).toEqual([]);
      expect(exitCodeOf(report.verdict)).toBe(3);
      expect(report.reason).toMatch(
        /^evidence\.ndjson could not be written \(no space is left\): (x\d+ (is|and \d+ after it are)|the end of the run is) not on record$/,
      );
      // The record takes its place with its first line.
      const record = path.join(out, 'evidence.ndjson');
      const lines = existsSync(record) ? readFileSync(record, 'utf8').split('\n').slice(0, -1) : [];
      expect(lines).toHaveLength(nth - 1);
    },
  );

  test('on a provider that refuses to be put back still says what to run', async () => {
    fullFrom(20);
    const out = path.join(folder, 'full-refused');
    expectKept(
      await live(
        lying(
          () => answer(403),
          () => ORIGINAL,
        ),
        { ...ONE_ROW, out },
      ),
    );
  });

  test('ends a plain run too, with the policy put back', async () => {
    fullFrom(40);
    const { report, after } = await plain({}, { out: path.join(folder, 'full-plain') });
    expect(isAsItWas(after)).toBe(true);
    expect(report).toMatchObject({ verdict: 'incomplete', putBack: { equal: true } });
    expect(report.reason).toMatch(/x0040 and \d+ after it are not on record/);
  });
});

test('what goes wrong in the midst of a run ends it, and the policy is put back', async () => {
  const { report, after, journal } = await live(
    {},
    {
      onProgress: ({ done }) => {
        if (done === 4) throw new Error('the terminal is gone');
      },
    },
  );
  expect(isAsItWas(after)).toBe(true);
  expect(openJournals(journal)).toEqual([]);
  expect(report).toMatchObject({ verdict: 'incomplete', reason: 'the run failed: the terminal is gone' });
});
