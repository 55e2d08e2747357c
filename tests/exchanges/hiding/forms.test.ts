/** What has a form, and what nearly has it: a form that is too wide shows a secret, one that is too narrow hides a report. */
import {
  isCode,
  isDuration,
  isGuid,
  isHost,
  isHttpDate,
  isIsoDate,
  isLetters,
  isNumber,
  isOpenWords,
  isPlainWords,
  isScrambled,
  isTypeName,
  isVersion,
  isWordsOf,
} from '../../../src/exchanges/hiding/forms';

const GUID = '0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90';
const DATE = 'Wed, 21 Oct 2026 07:28:00 GMT';
const x = (count: number): string => 'x'.repeat(count);

const FORMS: [string, (value: string) => boolean, shown: string[], hidden: string[]][] = [
  [
    'a date of HTTP',
    isHttpDate,
    [
      DATE,
      'Wednesday, 21-Oct-26 07:28:00 GMT',
      'Sun, 01 Jan 2026 00:00:00 +0000',
      'Fri, 02 May 2026 07:28:00 UTC',
    ],
    [
      '',
      `k${DATE}`,
      `${DATE}k`,
      'Wed, 21 Xyz 2026 07:28:00 GMT',
      'k7f, 21 Oct 2026 07:28:00 GMT',
      '21 Oct 2026',
    ],
  ],
  [
    'a date of ISO 8601',
    isIsoDate,
    [
      ...['2026-11-30', '2026-11-30T07:28', '2026-11-30 07:28:00', '2026-11-30T07:28:00.1234567Z'],
      ...['2026-11-30T07:28:00+02:00', '2026-11-30T07:28:00-0200', '2026-11-30 07:28 Z'],
    ],
    [
      '',
      'k2026-11-30',
      '2026-11-30k',
      '2026-11-30T07:28:00.1234567890Z',
      '2026-11-30Tk',
      '20261130',
      '2026-11-30T07',
    ],
  ],
  [
    'a GUID',
    isGuid,
    [GUID, GUID.toUpperCase(), `{${GUID}}`],
    ['', `k${GUID}`, `${GUID}k`, `${GUID}0`, GUID.replace('0', 'g'), GUID.replaceAll('-', ''), `[${GUID}]`],
  ],
  [
    'a number',
    isNumber,
    ['0', '-12345678', '1.123456'],
    ['', '123456789', 'a1', '1a', '1.', '1.1234567', '+1'],
  ],
  [
    'a version',
    isVersion,
    ['4.01', 'v1.0', '1', '1.2.3.4.5', '4.0;NetFx', '4.0;netfx', ' 1.0 '],
    ['', 'x1.0', '1.0x', '123456', '1.123456', '1.2.3.4.5.6', '1.0;k7', `1.0;${x(13)}`, '1.0;NetFx7'],
  ],
  [
    'a code',
    isCode,
    ['BadRequest', 'invalid_request', 'Request.Bad-Request', 'AADSTS7000222', x(40)],
    [
      '',
      x(41),
      'a b',
      '7Bad',
      'Bad!',
      'a.b.c.d.e.f',
      'AADSTS12345678',
      'a1b',
      'AbCdEfGhIjKl',
      `${x(40)}.${x(24)}`,
    ],
  ],
  [
    'the name of a type',
    isTypeName,
    ['#microsoft.graph.policy', 'microsoft.graph.policy', 'Edm', `${x(79)}.${x(80)}`],
    ['', 'a..b', 'k7', '##a', 'a#', '.a', 'a.', 'a.b.c.d.e.f.g.h', x(81), `${x(80)}.${x(80)}`],
  ],
  [
    'a duration',
    isDuration,
    ['P1D', 'PT5M', '-P1Y2M3W4D', 'PT1.5S', 'P1DT2H3M4S', 'PT123456S'],
    ['', 'xP1D', 'P1Dx', 'P123456D', 'PT1234567S', 'P1K', 'T1S'],
  ],
  [
    'a host',
    isHost,
    [
      ...[
        'graph.microsoft.com',
        'graph.microsoft.com:443',
        'localhost',
        'LOCALHOST',
        '127.0.0.1',
        '10.0.0.1:8080',
      ],
      ...['[::1]', '[2001:db8::ff00]:443', '[::FFFF:10.0.0.1]', 'my-host01.example', ' h.example '],
    ],
    [
      ...[
        '',
        'a..b',
        'k7f3a9.example',
        '1.2.3.4.5x',
        '[k]',
        '[::1',
        '[::1]k',
        '-a.example',
        '7host',
        'a.example:123456',
      ],
      ...[
        `${x(41)}.example`,
        'AbCdEfGhIjKl.example',
        `${x(40)}.${x(40)}.${x(40)}`,
        'x[::1]',
        '1.2.3.4567',
        'host012',
      ],
    ],
  ],
  [
    'open words',
    isOpenWords,
    [
      ...[
        'application/json;q=0.9, */*;q=0.1',
        'nginx/1.25.3',
        'Mozilla/5.0 (X11; Linux)',
        'a.b-c_d+e',
        'kiota/1.14.0',
      ],
      ...['return=minimal', '', '\'a\' "b" <c>', 'Win64', `${'word '.repeat(80)}`],
    ],
    [
      ...[
        'k7f3a9c2',
        x(17),
        'AbCdEfGhIjKl',
        '+44 7700 900123',
        '425-555-0100',
        '123456789',
        `${'word '.repeat(81)}`,
      ],
      ...['wJal/K7MDENG1/bPxR3Cy', 'a@b.example', 'word012', 'a.b.c.d.e.f.g'],
    ],
  ],
  ['letters', isLetters, ['a', 'Enabeld', x(24)], ['', x(25), 'a1', 'a b', 'AbCdEfGhIjKl']],
  [
    'plain words',
    isPlainWords,
    [
      GUID,
      '2026-11-30',
      'All users',
      "(O'Neill's) well-known names: 12, größer!",
      'sales/marketing',
      '',
      'Team7',
    ],
    ['k7f3a9', 'a@b', 'AbCdEfGhIjKl', '12345', x(25), 'a_b$c', 'Team77', '((a))', 'a.b.c.d.e.f'],
  ],
];

const cases = (which: 2 | 3): [string, string, (value: string) => boolean][] =>
  FORMS.flatMap((form) =>
    form[which].map((value): [string, string, (value: string) => boolean] => [form[0], value, form[1]]),
  );

test.each(cases(2))('%s: %j', (_name, value, has) => {
  expect(has(value)).toBe(true);
});

test.each(cases(3))('not %s: %j', (_name, value, has) => {
  expect(has(value)).toBe(false);
});

const isWord = isWordsOf(new Set(['gzip', 'max-age', 'q']));
test.each<[string, boolean]>([
  ['GZIP;q=0.5, *', true],
  ['max-age=31536000', true],
  ['', true],
  [`${'gzip '.repeat(200)}`, true],
  [`${'gzip '.repeat(201)}`, false],
  ['gzip k7f3', false],
  ['max-age=315360000', false],
  ['max-age=a1', false],
  ['max-age=1a', false],
  ['**', false],
])('%s is made of the words of a list: %s', (value, is) => {
  expect(isWord(value)).toBe(is);
});

test.each<[string, boolean]>([
  ['AbCdEfGhIjKl', true],
  ['AbCdEfGhIjK', false],
  ['temporaryAccessPassAuthenticationMethod', false],
  ['AbCdefghijkl', false],
  ['aBcDeFgHiJkL', true],
])('%s is scrambled: %s', (word, is) => {
  expect(isScrambled(word)).toBe(is);
});
