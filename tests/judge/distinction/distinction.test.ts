import type { Exchange } from '../../../src/exchanges/exchange';
import { judge } from '../../../src/judge/judge';
import { identified } from '../../../src/results/ids';
import type { Finding } from '../../../src/results/report';
import { context, errorBody, GUID, POLICY, settled, update, updateOf } from '../../checks/support';

/** An update of a planned run that must be accepted. */
const sent = (members: object, written: Parameters<typeof update>[1] = {}): Exchange =>
  update(members, { context: context({ accept: 'RES-204' }), ...written });
const refused = (members: object, written: Parameters<typeof update>[1] = {}): Exchange =>
  sent(members, { status: 400, answer: { json: errorBody() }, ...written });

const ACCEPTED = [
  sent({ defaultLength: 8 }),
  sent({ defaultLength: 40, isUsableOnce: false }),
  sent({ state: 'enabled' }),
  sent({ excludeTargets: [] }),
];

/** A read after which an update of the state changes something. */
const disabled = settled({ state: 'disabled' });

const found = (exchanges: readonly Exchange[]): Finding[] =>
  judge(exchanges, { subject: 'provider', planned: new Map(), target: 'http://x/v1.0' }).findings.filter(
    ({ requirement, outcome }) => requirement === 'RES-204' && outcome === 'violates',
  );
const distinctions = (...exchanges: Exchange[]): (string | undefined)[] =>
  found([...ACCEPTED, ...exchanges]).map(({ distinction }) => distinction);

test.each<[string, Exchange[], string | undefined]>([
  [
    'a number above all that were accepted',
    [refused({ defaultLength: 48 })],
    'this update sends defaultLength 48; no accepted update sends more than 40',
  ],
  [
    'numbers above all that were accepted',
    [refused({ defaultLength: 48 }), refused({ defaultLength: 41, isUsableOnce: false })],
    'each of these updates sends defaultLength 41 or more; no accepted update sends more than 40',
  ],
  [
    'a member that no other has',
    [refused({ includeTargets: [] })],
    'this update sends includeTargets; no accepted update does',
  ],
  [
    'a value that no other has',
    [refused({ isUsableOnce: true })],
    'this update sends isUsableOnce true; no accepted update does',
  ],
  [
    'an item of a list',
    [refused({ excludeTargets: [{ targetType: 'group', id: '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52' }] })],
    'this update sends items in excludeTargets: 1; no accepted update sends more than 0',
  ],
  [
    'a header',
    [disabled, refused({ state: 'enabled' }, { headers: { Prefer: 'return=minimal' } })],
    'this update has the header prefer; no accepted update does',
  ],
  ['a number that another sends too', [disabled, refused({ defaultLength: 40 })], undefined],
  [
    'more things than can be told of one finding',
    [
      refused({ defaultLength: 48 }),
      refused({ includeTargets: [] }),
      refused({ isUsableOnce: true }),
      refused({ defaultLifetimeInMinutes: 60 }),
    ],
    undefined,
  ],
  ['what is like an accepted one', [disabled, refused({ state: 'enabled' })], undefined],
  ['two members that no other has', [refused({ includeTargets: [], isUsableOnce: true })], undefined],
  [
    'two that differ by a thing each',
    [refused({ defaultLength: 48 }, { id: 'a' }), refused({ includeTargets: [] }, { id: 'b' })],
    'a: this update sends defaultLength 48; no accepted update sends more than 40; b: this update sends includeTargets; no accepted update does',
  ],
  [
    'one of two that can be told',
    [disabled, refused({ defaultLength: 48 }), refused({ state: 'enabled' })],
    undefined,
  ],
])('%s', (_name, exchanges, wanted) => {
  expect(distinctions(...exchanges)).toEqual([wanted]);
});

const BOTH = [
  sent({ isUsableOnce: true }),
  sent({ isUsableOnce: true, state: 'disabled' }),
  sent({ isUsableOnce: false, state: 'enabled' }),
];

test.each<[string, Exchange[], string | undefined]>([
  [
    'two values that accepted updates send apart',
    [refused({ isUsableOnce: true, state: 'enabled' })],
    'this update sends isUsableOnce true and sends state "enabled"; no accepted update does both',
  ],
  ['two that were accepted together', [refused({ isUsableOnce: false, state: 'enabled' })], undefined],
  [
    'several pairs',
    [refused({ isUsableOnce: true, state: 'enabled', excludeTargets: [], defaultLength: 8 })],
    undefined,
  ],
])('with %s', (_name, exchanges, wanted) => {
  expect(distinctions(...BOTH, disabled, ...exchanges)).toEqual([wanted]);
});

/** What is said of updates in a recording that were answered otherwise than they ought to be. */
const recorded = (...exchanges: Exchange[]): (string | undefined)[] =>
  judge(exchanges, { subject: 'traffic' })
    .findings.filter(({ check, outcome }) => check === 'response/status' && outcome === 'violates')
    .map(({ distinction }) => distinction);
const plain = (members: object, written: Parameters<typeof update>[1] = {}): Exchange =>
  update(members, written);
const PLAIN = [{ defaultLength: 8 }, { defaultLength: 40 }, { state: 'enabled' }, { excludeTargets: [] }];

test.each<[string, object, string | undefined]>([
  ['a member', { includeTargets: [] }, 'this update sends includeTargets; no accepted update does'],
  [
    'a number',
    { defaultLength: 48 },
    'this update sends defaultLength 48; no accepted update sends more than 40',
  ],
  ['what is like the others', { defaultLength: 20 }, undefined],
])('a recording tells %s of an update that was answered by another status', (_name, members, wanted) => {
  const others = PLAIN.map((each) => plain(each));
  expect(recorded(...others, plain(members, { status: 200 }))).toEqual([wanted]);
  expect(recorded(...others.slice(0, 2), plain(members, { status: 200 }))).toEqual([undefined]);
});

test('of a recording no id is told, which others may have sent as well', () => {
  const targets = (id: string): object => ({ excludeTargets: [{ targetType: 'group', id }] });
  const others = Array.from({ length: 4 }, (_, at) => plain(targets(GUID.replace(/^./, String(at)))));
  expect(recorded(...others, plain(targets(GUID.replace(/^./, 'a')), { status: 200 }))).toEqual([undefined]);
});

test('a refused update that was carried out in part is named, with what is wrong with it and its answer', () => {
  const refusal = (id: string, members: object): Exchange =>
    update(members, { id, status: 400, answer: { json: errorBody() }, context: context({}) });
  const { findings } = judge(
    [
      update({ ...POLICY, id: undefined }, { context: context({}) }),
      settled(POLICY),
      refusal('r1', { isUsableOnce: false, defaultLength: 49 }),
      refusal('r2', { state: 'disabled', defaultLength: 7 }),
      settled({ ...POLICY, isUsableOnce: false, defaultLength: 8 }),
    ],
    { subject: 'provider', planned: new Map([['SEM-ATOMIC', undefined]]) },
  );
  const told = findings.flatMap(({ requirement, pointer, distinction }) =>
    requirement === 'SEM-ATOMIC' ? [[pointer, distinction]] : [],
  );
  expect(told).toEqual([
    ['/defaultLength', 'after 2 refused updates, the last of them r2 (defaultLength 7, answered 400)'],
    ['/isUsableOnce', 'the refused update r1 (defaultLength 49, answered 400) sends it'],
  ]);
});

test('with two accepted updates nothing is told', () => {
  expect(found([...ACCEPTED.slice(0, 2), refused({ defaultLength: 48 })])).toMatchObject([
    { requirement: 'RES-204' },
  ]);
  const [finding] = found([...ACCEPTED.slice(0, 2), refused({ defaultLength: 48 })]);
  expect(finding?.distinction).toBeUndefined();
});

test('an update that changes nothing is told by that', () => {
  const policy = { defaultLength: 8, state: 'enabled' };
  expect(distinctions(settled(policy), refused({ state: 'enabled' }))).toEqual([
    'this update changes nothing; no accepted update does',
  ]);
});

test('what is refused in other words has another cause, whatever values the words have', () => {
  const saying = (message: string) => ({ answer: { json: errorBody({ message }) } });
  const findings = found([
    ...ACCEPTED,
    refused({ defaultLength: 48 }, saying('48 is too long')),
    refused({ defaultLength: 47 }, saying('47 is too long')),
    refused({ includeTargets: [] }, saying('no targets here')),
  ]);
  expect(findings.map(({ count, distinction }) => [count, distinction])).toEqual([
    [2, 'each of these updates sends defaultLength 47 or more; no accepted update sends more than 40'],
    [1, 'this update sends includeTargets; no accepted update does'],
  ]);
});

test('nothing is said where hardly anything was accepted', () => {
  expect(
    found([sent({ state: 'enabled' }), refused({ defaultLength: 48 })]).map(({ distinction }) => distinction),
  ).toEqual([undefined]);
});

test('the message ends with it, and the id of the finding does not change by it', () => {
  const [told] = identified(found([...ACCEPTED, refused({ defaultLength: 48 })]));
  const [bare] = identified(found([refused({ defaultLength: 48 })]));
  expect(told?.message).toBe(`${bare?.message}: ${told?.distinction}`);
  expect(told?.id).toBe(bare?.id);
});

test('an update that should have been refused is told by the member and the value that break', () => {
  const { findings } = judge(
    [
      update({ defaultLength: 100 }),
      update({ state: 'on' }),
      update({ minimumLifetimeInMinutes: 90, maximumLifetimeInMinutes: 60 }),
      update({ includeTargets: null }),
    ],
    { subject: 'traffic' },
  );
  const messages = findings.filter(({ expected }) => expected === 'a 4xx').map(({ message }) => message);
  for (const part of [
    'defaultLength of 100',
    'state of "on"',
    'imumLifetimeInMinutes of ',
    'includeTargets of null',
  ])
    expect(messages).toContainEqual(expect.stringContaining(part));
});

test('control characters of a value are made visible', () => {
  const [said] = distinctions(refused(updateOf({ 'note\u001b[31m': 'x' })));
  expect(said ?? '').not.toMatch(/\p{Cc}/u);
});
