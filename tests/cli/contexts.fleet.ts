import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { before } from '../fleet/before';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const run = commandLine(folder);

describe('where nothing is said', () => {
  /** The requests of a run in contexts, and what it says of those that it left out. */
  const ran = (
    fault: string,
    ...options: string[]
  ): Promise<{ sent: boolean; said: boolean; code: number }> =>
    before(fault, async (provider) => {
      const out = `out-${fault}${options.join('').replaceAll(/\W/g, '-')}`;
      const tokens = ['--token', testToken(WRITE_SCOPE), '--token-readonly', testToken(READ_SCOPE)];
      const rows = ['--only', 'RES-204,RES-REQID,ERR-NOTYPE,SEM-MERGE,SEM-APPLY'];
      const { exitCode } = await run([
        ...['verify', '--provider', provider, '--out', out, '--settle', '100', '--quiet'],
        ...[...tokens, ...rows, ...options],
      ]);
      const evidence = readFileSync(path.join(folder, out, 'evidence.ndjson'), 'utf8');
      const report = JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;
      const said = report.findings.some(({ message }) => message.startsWith('contexts were left out'));
      return { sent: evidence.includes('"scenario":"contexts/'), said, code: exitCode };
    });

  test.each([
    // What one exchange shows, what the reads of a scenario show, and what no plain request shows.
    ['success-200-empty', { sent: false, said: true, code: 1 }],
    ['merge-state-reset', { sent: false, said: true, code: 1 }],
    ['chunks-refused', { sent: true, said: false, code: 1 }],
  ])('contexts are tried where the plain requests show nothing broken: %s', async (fault, expected) => {
    expect(await ran(fault)).toEqual(expected);
  });

  test('a broken SHOULD leaves them out with --strict alone, since it would hide a broken MUST otherwise', async () => {
    const fault = 'header-request-id-missing';
    expect(await ran(fault)).toEqual({ sent: true, said: false, code: 0 });
    expect(await ran(fault, '--strict')).toEqual({ sent: false, said: true, code: 1 });
  });

  test('a waived violation does not leave them out, and one of the baseline does', async () => {
    const waiver = (expires: string): string =>
      `waivers:\n  - { requirement: RES-204, owner: us, reason: known, expires: ${expires} }\n`;
    writeFileSync(path.join(folder, 'waivers.yaml'), waiver('2999-01-01'));
    writeFileSync(path.join(folder, 'expired.yaml'), waiver('2026-01-01'));
    const fault = 'success-200-empty';
    expect(await ran(fault, '--waivers', 'waivers.yaml')).toEqual({ sent: true, said: false, code: 0 });
    expect(await ran(fault, '--waivers', 'expired.yaml')).toEqual({ sent: false, said: true, code: 1 });
    const baseline = path.join(`out-${fault}--waiversexpired-yaml`, 'report.json');
    expect(await ran(fault, '--baseline', baseline)).toEqual({ sent: false, said: true, code: 0 });
  });

  test('--contexts tries them whatever was found, and --no-contexts never', async () => {
    expect(await ran('success-200-empty', '--contexts')).toEqual({ sent: true, said: false, code: 1 });
    expect(await ran('chunks-refused', '--no-contexts')).toEqual({ sent: false, said: false, code: 0 });
  });
});
