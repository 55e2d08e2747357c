import { readFileSync } from 'node:fs';
import path from 'node:path';
import { changesOf } from '../../src/scenarios/changes';
import { defaultOperation } from '../../src/contract/operation';
import type { Finding, Report } from '../../src/results/report';
import type { Scenario } from '../../src/scenarios/scenario';
import { complaintOf } from '../../src/contract/published';
import { commandLine, temporaryFolder } from '../cli/support';
import { startMutant, TOKENS, type Mutation } from '../run/mutant';
import { FAULTS } from './faults';
import { exploreMutant, type Explored } from './support';

const { states: STATES } = defaultOperation();
const { body } = changesOf(defaultOperation());

const faultNamed = (words: string): Mutation => {
  const fault = FAULTS.find(({ name }) => name.includes(words));
  if (!fault) throw new Error(`no fault: ${words}`);
  return fault.mutation();
};

const sent = ({ exchanges }: Explored): string[] =>
  exchanges.map(({ request }) => `${request.method} ${request.body?.data ?? ''}`);

test('the same seed sends the same requests, and another one others', async () => {
  const [one, again, other] = await Promise.all(
    [7, 7, 8].map((seed) => exploreMutant({}, { sequences: 5, seed })),
  );
  expect(sent(again as Explored)).toEqual(sent(one as Explored));
  expect(sent(other as Explored)).not.toEqual(sent(one as Explored));
});

test('fewer sequences are the first of more', async () => {
  const [few, more] = await Promise.all([3, 5].map((sequences) => exploreMutant({}, { sequences, seed: 7 })));
  expect(sent(more as Explored).slice(0, few?.exchanges.length)).toEqual(sent(few as Explored));
});

test('a difference that does not show again is noted, and held against nobody', async () => {
  let updates = 0;
  const once: Mutation = {
    response: (response, { method, before }, store) => {
      if (method === 'PATCH' && response.status === 204 && (updates += 1) === 12) store.set(before);
      return response;
    },
  };
  const { findings, notes, admitted } = await exploreMutant(once, { sequences: 20, seed: 3 });
  expect([findings, admitted]).toEqual([[], []]);
  expect(notes.map(({ message }) => message)).toEqual([
    expect.stringMatching(/did not show again.*--explore 20 --seed 3/),
    expect.stringMatching(/^explored 20 of 20 sequences/),
  ]);
});

test('a refused step that has become a valid one ends its sequence without a verdict', async () => {
  const valid = body({ isUsableOnce: !STATES.A.isUsableOnce });
  const tamper = (scenario: Scenario): Scenario => ({
    ...scenario,
    steps: scenario.steps.map((step) =>
      step.kind === 'send' && step.name.includes('refused update')
        ? { ...step, payload: { json: valid } }
        : step,
    ),
  });
  const { findings, notes } = await exploreMutant({}, { sequences: 20, seed: 1, tamper });
  expect(findings).toEqual([]);
  expect(notes[0]?.message).toMatch(/, \d+ of them cut short/);
});

describe('graph-contract verify --explore', () => {
  const folder = temporaryFolder();
  const graphContract = commandLine(folder);

  const reported = (): Report =>
    JSON.parse(readFileSync(path.join(folder, 'found', 'report.json'), 'utf8')) as Report;
  const found = (): Finding | undefined =>
    reported().findings.find(({ message }) => message.includes('--seed 1'));

  test('reports the shortest sequence, its seed, and the lines that send it', async () => {
    const mutant = await startMutant(faultNamed('poisons'));
    try {
      const ran = await graphContract([
        ...['verify', '--provider', mutant.url, '--token', TOKENS.token, '--settle', '100', '--out', 'found'],
        ...['--token-readonly', TOKENS.tokenReadOnly, '--explore', '30', '--seed', '1', '--no-contexts'],
      ]);
      expect(ran.exitCode).toBe(1);
      expect(ran.stdout).toContain('explored');
      const again = await graphContract([
        ...['reproduce', 'found/report.json', found()?.id ?? '', '--provider', mutant.url],
        ...['--token', TOKENS.token, '--settle', '100'],
      ]);
      expect([again.exitCode, again.stderr]).toEqual([1, '']);
    } finally {
      await mutant.close();
    }
    const report = reported();
    expect(complaintOf('report', report)).toBeUndefined();
    expect(found()).toMatchObject({ requirement: 'SEM-ATOMIC', outcome: 'violates', blame: 'provider' });
    expect(found()?.curl?.split(' && ')).toHaveLength(4);
    expect(found()?.reproduction?.steps).toHaveLength(5);
    const named = new Set(report.exchanges.map(({ id }) => id));
    expect(found()?.exchanges.filter((id) => !named.has(id))).toEqual([]);
    expect(report.requirements.find(({ id }) => id === 'SEM-ATOMIC')?.outcome).toBe('violates');
    const [input] = report.inputs;
    expect(input?.read).toBe((input?.judged ?? 0) + (input?.passedOver['explored'] ?? 0));
  });

  test('says in a plan how many requests come on top at most', async () => {
    const ran = await graphContract(['verify', '--plan', '--explore', '10']);
    expect(ran.stdout).toMatch(/--explore 10 comes on top: 830 requests at most/);
    const json = await graphContract(['verify', '--plan', '--json', '--explore', '10']);
    expect(JSON.parse(json.stdout)).toMatchObject({ explore: { sequences: 10, requestsAtMost: 830 } });
  });

  const WRONG: [args: string[], message: RegExp][] = [
    [['--explore', '10', '--lacks', 'read'], /--explore needs reads .*--lacks/],
    [['--plan', '--explore', '10', '--lacks', 'read'], /--explore needs reads .*--lacks/],
    [['--explore', '0', '--seed', '4'], /--seed is for --explore/],
    [['--explore', 'few'], /number of sequences/],
    [['--explore', '10', '--seed', '-1'], /whole number/],
  ];
  test.each(WRONG)('%j is bad usage', async (args, message) => {
    const ran = await graphContract(['verify', ...args]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toMatch(message);
  });
});
