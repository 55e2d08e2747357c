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
  ['nothing', '', /^waivers\.yaml: must be object$/],
  ['another member', 'waiver: []', /^waivers\.yaml: must/],
  [
    'no owner',
    one('').replace('    owner: gateway team\n', ''),
    /^waivers\.yaml: waivers\[0\] must have required property 'owner'$/,
  ],
  [
    'an empty reason',
    one('').replace('until the next release', '""'),
    /waivers\[0\] reason must NOT have fewer than 1 characters/,
  ],
  [
    'a member of another name',
    one('    until: 2027\n'),
    /waivers\[0\] must NOT have additional properties: until/,
  ],
  [
    'a day that there is not',
    one('').replace('2027-03-31', '2027-02-30'),
    /waivers\[0\]: expires: 2027-02-30 is not a date/,
  ],
  [
    'a date in other words',
    one('').replace('2027-03-31', 'tomorrow'),
    /waivers\[0\] expires must match pattern/,
  ],
  [
    'an unknown row',
    one('').replace('RES-204', 'RES-404'),
    /waivers\[0\]: no row is named RES-404; `graph-contract requirements` lists them/,
  ],
  [
    'a check in the place of a row',
    one('').replace('RES-204', 'response/status'),
    /no row is named response\/status/,
  ],
  ['neither row nor check', one('').replace('requirement: RES-204', 'target: "*"'), /waivers\[0\]/],
])('says in one line what is wrong with %s', (_what, text, message) => {
  expect(() => read(text)).toThrow(UsageError);
  expect(() => read(text)).toThrow(message);
  try {
    read(text);
  } catch (error) {
    expect((error as Error).message).not.toContain('\n');
  }
});
