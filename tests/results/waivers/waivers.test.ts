import { loadRegister } from '../../../src/contract/register/register';
import { UsageError } from '../../../src/usage-error';
import { readWaivers } from '../../../src/results/waivers/waivers';

const read = (text: string) => readWaivers(text, 'waivers.yaml', loadRegister());
const one = (lines: string): string =>
  `waivers:\n  - requirement: RES-204\n    reason: until the next release\n    owner: gateway team\n    expires: 2027-03-31\n${lines}`;

test('reads a waiver with all that it may have', () => {
  expect(read(one('    target: "https://*"\n    link: https://tracker.example/7\n'))).toEqual([
    {
      place: 'waivers[0]',
      names: 'RES-204',
      reason: 'until the next release',
      owner: 'gateway team',
      expires: '2027-03-31',
      target: 'https://*',
      link: 'https://tracker.example/7',
    },
  ]);
  expect(read('waivers: []')).toEqual([]);
});

test.each([
  ['no YAML', 'waivers: [', /^waivers\.yaml: /],
  ['nothing', '', /^waivers\.yaml:1: must be a map of members; it is null$/],
  [
    'another member',
    'waiver: []',
    /^waivers\.yaml:1: waiver: is not a known name here; did you mean waivers\?$/,
  ],
  ...['text', 'null', '[1]', '7'].map((each): [string, string, RegExp] => [
    `a waiver that is ${each}`,
    `waivers: [${each}]`,
    /^waivers\.yaml:1: waivers\[0\]: must be a map of members; it is \S+$/,
  ]),
  [
    'no owner',
    one('').replace('    owner: gateway team\n', ''),
    /^waivers\.yaml:2: waivers\[0\]: has no owner$/,
  ],
  [
    'an empty reason',
    one('').replace('until the next release', '""'),
    /^waivers\.yaml:3: waivers\[0\]\.reason: must not be empty$/,
  ],
  [
    'a member of another name',
    one('    until: 2027\n'),
    /^waivers\.yaml:6: waivers\[0\]\.until: is not a known name here; there are requirement, /,
  ],
  [
    'a day that there is not',
    one('').replace('2027-03-31', '2027-02-30'),
    /^waivers\.yaml:5: waivers\[0\]\.expires: must be a day, written YYYY-MM-DD; it is 2027-02-30$/,
  ],
  [
    'a date in other words',
    one('').replace('2027-03-31', 'tomorrow'),
    /^waivers\.yaml:5: waivers\[0\]\.expires: must be a day, written YYYY-MM-DD; it is "tomorrow"$/,
  ],
  [
    'an unknown row',
    one('').replace('RES-204', 'RES-404'),
    /^waivers\.yaml:2: waivers\[0\]\.requirement: no row is named RES-404; did you mean RES-204\? `graph-contract requirements` lists them$/,
  ],
  [
    'a check in the place of a row',
    one('').replace('RES-204', 'response/status'),
    /no row is named response\/status/,
  ],
  [
    'a misspelt name',
    one('').replace('requirement', 'requirment'),
    /^waivers\.yaml:2: waivers\[0\]\.requirment: is not a known name here; did you mean requirement\?$/,
  ],
  [
    'a row and a check',
    one('    check: response/status\n'),
    /^waivers\.yaml:2: waivers\[0\]: must have only one of requirement, check$/,
  ],
  [
    'neither row nor check',
    one('').replace('requirement: RES-204', 'target: "*"'),
    /waivers\[0\]: has no requirement or check$/,
  ],
])('says in one line what is wrong with %s', (_what, text, message) => {
  expect(() => read(text)).toThrow(UsageError);
  expect(() => read(text)).toThrow(message);
  try {
    read(text);
  } catch (error) {
    expect((error as Error).message).not.toContain('\n');
  }
});
