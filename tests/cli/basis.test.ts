import { commandLine, temporaryFolder } from './support';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { behaviourOf, startFaulty } from '../../src/fleet/faults';
import type { Report } from '../../src/results/report';

const folder = temporaryFolder();
const graphContract = commandLine(folder);

test('the rules of HTTP count in the verdict where they are asked for', async () => {
  const { url, close } = await startFaulty(behaviourOf('http-host-twice-taken') ?? {});
  try {
    const args = ['verify', '--provider', url, '--basis', 'http', '--only', 'HTTP-*'];
    const { exitCode } = await graphContract(args);
    expect(exitCode).toBe(1);
    const report = JSON.parse(readFileSync(path.join(folder, 'reports', 'report.json'), 'utf8')) as Report;
    const [finding] = report.findings;
    expect(finding).toMatchObject({ requirement: 'HTTP-HOST', outcome: 'violates' });
    // No client writes two lines of Host; the line does.
    expect(finding?.curl).toMatch(/Host: .*Host: .*%s.*"\$GRAPH_TOKEN"; sleep 2\) \| nc 127\.0\.0\.1 \d+$/);
    expect(finding?.reproduction?.steps.map(({ http }) => http)).toEqual([{ hosts: ['$HOST', '$HOST'] }]);
  } finally {
    await close();
  }
});

test.each<[string, string[], RegExp]>([
  [
    'rows of HTTP alone, where they are not asked for',
    ['--only', 'HTTP-HOST'],
    /add --basis http to judge them/,
  ],
  [
    'a live run',
    ['--basis', 'http', '--live', '--read-only', '--provider', 'https://graph.example/v1.0'],
    /it is not for a live run/,
  ],
])('%s is told of in one line', async (_name, args, message) => {
  const { exitCode, stderr } = await graphContract(['verify', ...args]);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
});
