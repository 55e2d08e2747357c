/** Whatever a check of an overlay does, it is told of as a finding of its own, and the rest is judged. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { judge } from '../../src/judge/judge';
import { loadOverlay } from '../../src/judge/overlay';
import { temporaryFolder } from '../cli/support';
import { context, exchange, update, updateOf } from '../checks/support';

const folder = temporaryFolder();
const ROW = `requirements:
  - id: OUR-1
    level: MUST
    actor: ACTOR
    basis: stated
    group: body
    title: Ours
    statement: Something of ours.
    why: It is ours.
    remedy: Keep it.
    sources: [{ page: Ours, section: '1', url: 'https://intranet.contoso.example/1' }]
    checks: [request/ours]
checks: ./checks.cjs
`;

/** An overlay whose one check does that. */
function overlayOf(body: string, scope = 'exchange', actor = 'client') {
  const place = path.join(folder, 'overlay.yaml');
  const module = path.join(folder, `checks.${(count += 1)}.cjs`);
  writeFileSync(place, ROW.replace('./checks.cjs', module).replace('ACTOR', actor));
  writeFileSync(
    module,
    `const check = {\n  address: 'request/ours', requirement: 'OUR-1', needs: [], scope: '${scope}',\n  ${body}\n};\nmodule.exports = { checks: [check] };\n`,
  );
  return { ...loadOverlay(place), file: path.basename(module) };
}
let count = 0;
const record = [
  exchange({ id: 'one', json: { isUsableOnce: true } }),
  exchange({ id: 'two', json: { isUsableOnce: true } }),
];

/** What it does, the line that it is told of at, and the reason. */
const WRONG: [what: string, body: string, line: number, why: RegExp][] = [
  ['throws', `judge() {\n    throw new RangeError('too much\\nof it');\n  }`, 4, /too much$/],
  ['throws in a generator', `*judge() {\n\n    throw new Error('late');\n  }`, 5, /late$/],
  ['throws no error', `judge() { throw 'words'; }`, 2, /it threw "words"$/],
  ['throws nothing', `judge() { throw undefined; }`, 2, /it threw nothing$/],
  [
    'throws what cannot be shown',
    `judge() { throw { get message() { throw 1; }, toJSON() { throw 2; } }; }`,
    2,
    /it threw a object$/,
  ],
  [
    'is asynchronous',
    `async judge() { return undefined; }`,
    2,
    /must answer at once, and returned a promise$/,
  ],
  [
    'is asynchronous and fails',
    `async judge() { throw new Error('later'); }`,
    2,
    /must answer at once, and returned a promise$/,
  ],
  [
    'is an asynchronous generator',
    `async *judge() { yield 1; }`,
    2,
    /must answer at once, and returned a promise$/,
  ],
  ['returns a text', `judge() { return 'fine'; }`, 2, /must return judgements or nothing, got "fine"$/],
  ['returns null', `judge() { return null; }`, 2, /must return judgements or nothing, got null$/],
  ['returns a number', `judge() { return 1; }`, 2, /must return judgements or nothing, got 1$/],
  ['returns a boolean', `judge() { return true; }`, 2, /got true$/],
  ['returns a function', `judge() { return () => 1; }`, 2, /got a function$/],
  [
    'returns an object',
    `judge() { return { ok: false }; }`,
    2,
    /must return judgements or nothing, got \{"ok":false\}$/,
  ],
  [
    'returns a list of something else',
    `judge() { return [1]; }`,
    2,
    /must be made by holds\(\) or breaks\(\), got 1$/,
  ],
  ['yields nothing', `*judge() { yield; }`, 2, /must be made by holds\(\) or breaks\(\), got nothing$/],
  ['says holds with a text', `judge() { return { holds: 'yes' }; }`, 2, /must be made by holds\(\)/],
  [
    'breaks without a message',
    `judge() { return { holds: false, exchanges: [] }; }`,
    2,
    /message of a breach must be a text/,
  ],
  [
    'breaks without exchanges',
    `judge() { return { holds: false, message: 'a', expected: 'b', actual: 'c' }; }`,
    2,
    /exchanges of a breach must be a list/,
  ],
  [
    'breaks with another weight',
    `judge() { return { holds: false, message: 'a', expected: 'b', actual: 'c', exchanges: [], weight: 'MUST' }; }`,
    2,
    /weight of a breach must be SHOULD or INFO/,
  ],
  ['never ends', `*judge() { for (;;) yield { holds: true }; }`, 2, /may come to 10000 judgements/],
];

test.each(WRONG)('a check that %s is an error with its address, file and line', (_what, body, line, why) => {
  const { register, checks, file } = overlayOf(body);
  const judged = judge(record, { subject: 'client', register, checks });
  const errors = judged.findings.filter(({ outcome }) => outcome === 'error');
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ check: 'request/ours', count: 2, exchanges: ['one', 'two'] });
  expect(errors[0]?.message).toMatch(/^the check failed: /);
  expect(errors[0]?.message).toContain(`${file}:${line}: `);
  expect(errors[0]?.message).toMatch(why);
  const outcomes = new Map(judged.requirements.map(({ id, outcome }) => [id, outcome]));
  expect(outcomes.get('OUR-1')).toBe('error');
  expect(outcomes.get('REQ-TYPE')).toBe('violates');
});

test.each([
  ['begins wrong', `start() { throw new Error('no start'); }`, 'no start'],
  [
    'sees wrong',
    `start() { return { see() { throw new Error('no sight'); }, isWaiting: () => false }; }`,
    'no sight',
  ],
  ['sees later', `start() { return { async see() {}, isWaiting: () => false }; }`, 'a promise'],
  ['begins as something else', `start() { return 1; }`, 'see is not a function'],
  [
    'waits wrong',
    `start() { return { see() { throw new Error('no end'); }, isWaiting() { throw new Error('no'); } }; }`,
    'no end',
  ],
])('a check of sequences that %s is an error, and the rest is judged', (_what, body, why) => {
  const { register, checks } = overlayOf(body, 'sequence');
  const judged = judge(record, { subject: 'client', register, checks });
  expect(judged.findings.filter(({ outcome }) => outcome === 'error')).toMatchObject([
    { check: 'request/ours', message: expect.stringContaining(why) as string },
  ]);
  expect(judged.requirements.find(({ id }) => id === 'REQ-TYPE')?.outcome).toBe('violates');
});

test('a check of scenarios that fails is an error', () => {
  const { register, checks } = overlayOf(`judge() { throw new Error('whole'); }`, 'scenario', 'provider');
  const planned = new Map([['RES-204', undefined]]);
  const sent = update({ isUsableOnce: true }, { context: context() });
  const judged = judge([sent], { subject: 'provider', register, checks, planned });
  expect(judged.findings).toContainEqual(
    expect.objectContaining({
      outcome: 'error',
      check: 'request/ours',
      message: expect.stringContaining('whole') as string,
    }),
  );
});

test('what went wrong is the reason, and no request is said to have had no answer', () => {
  const { register, checks } = overlayOf(`judge() { throw new Error('no'); }`);
  const sound = exchange({ id: 'one', json: updateOf({ isUsableOnce: true }) });
  const { verdict, reason } = judge([sound], {
    subject: 'client',
    only: ['OUR-1', 'REQ-TYPE'],
    register,
    checks,
  });
  expect({ verdict, reason }).toEqual({
    verdict: 'incomplete',
    reason: 'the check request/ours failed, so that its exchanges were not judged',
  });
});

test('a check that is sound is judged as it was', () => {
  const { register, checks } = overlayOf(
    `*judge(view) { yield { holds: true }; yield { holds: false, message: 'm', expected: 'e', actual: 'a', exchanges: [view.exchange.id], pointer: '/x', weight: 'SHOULD' }; }`,
  );
  const { findings } = judge(record.slice(0, 1), { subject: 'client', only: ['OUR-1'], register, checks });
  expect(findings).toMatchObject([
    { outcome: 'deviates', check: 'request/ours', pointer: '/x', expected: 'e', actual: 'a' },
  ]);
});
