import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { readPacts } from '../../src/pact/documents';
import { UsageError } from '../../src/usage-error';
import { temporaryFolder } from '../cli/support';
import { given, pactOf, POLICY, read, update, write, type Json } from './pacts';

const folder = temporaryFolder();

/** What a place is refused with. */
function refusal(place: string): string {
  try {
    readPacts(place, folder);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`${place} was read`);
}

describe('a Pact file is read', () => {
  test('of version 2, whose state is a text', () => {
    write(
      folder,
      pactOf([update('an update', {}, { providerState: 'the policy has the documented defaults' })], {
        version: 2,
        consumer: 'c',
        provider: 'p',
      }),
      'second.json',
    );
    expect(readPacts('second.json', folder)).toEqual([
      {
        file: 'second.json',
        numbered: expect.stringMatching(/,"_id":"0"\}\]/) as string,
        consumer: 'c',
        provider: 'p',
        version: 2,
        interactions: [
          {
            description: 'an update',
            states: [{ name: 'the policy has the documented defaults', params: {} }],
            method: 'PATCH',
            path: POLICY,
            expectedStatus: 204,
          },
        ],
      },
    ]);
  });

  test('of version 3, whose states have parameters and whose query is an object', () => {
    const interaction = read('a read', {}, given(['the policy is set', { defaultLength: 12 }], 'another'));
    interaction.request['query'] = { $select: ['id'] };
    write(folder, pactOf([interaction]), 'third.json');
    const [document] = readPacts('third.json', folder);
    expect(document).toMatchObject({ version: 3 });
    expect(document?.interactions).toEqual([
      {
        description: 'a read',
        states: [
          { name: 'the policy is set', params: { defaultLength: 12 } },
          { name: 'another', params: {} },
        ],
        method: 'GET',
        path: POLICY,
        expectedStatus: 200,
      },
    ]);
  });

  test('of version 4', () => {
    write(folder, pactOf([read(), update()], { version: 4 }), 'fourth.json');
    const [document] = readPacts('fourth.json', folder);
    expect(document).toMatchObject({ version: 4 });
    expect(document?.interactions.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
  });

  const VERSIONS: [where: string, metadata: unknown, version: number][] = [
    ['nowhere', undefined, 2],
    ['in an empty metadata', {}, 2],
    ['with dashes', { 'pact-specification': { version: '3.0.0' } }, 3],
    ['as older files have it', { pactSpecificationVersion: '2.0.0' }, 2],
    ['as a number', { pactSpecification: { version: 3 } }, 3],
  ];
  test.each(VERSIONS)('whose version stands %s', (_where, metadata, version) => {
    const file = write(folder, pactOf([update()], { more: { metadata } }));
    expect(readPacts(file, '/')).toMatchObject([{ version }]);
  });

  test('whose members that may be left out have the defaults of the specification', () => {
    const file = write(folder, {
      ...pactOf([]),
      interactions: [{ description: 'd', request: {}, response: {} }],
    });
    expect(readPacts(file, '/')[0]?.interactions).toEqual([
      { description: 'd', states: [], method: 'GET', path: '/', expectedStatus: 200 },
    ]);
  });

  const NO_STATE: [what: string, member: Json][] = [
    ['null', { providerState: null }],
    ['empty', { providerState: '' }],
    ['an empty list', { providerStates: [] }],
  ];
  test.each(NO_STATE)('as without a state where that is %s', (_what, member) => {
    const file = write(folder, pactOf([update('d', {}, member)]));
    expect(readPacts(file, '/')[0]?.interactions[0]?.states).toEqual([]);
  });

  test('as it is found from a folder, and from anywhere', () => {
    const file = write(folder, pactOf([update()]), 'sub/pact.json');
    for (const place of ['sub/pact.json', './sub/pact.json', file])
      expect(readPacts(place, folder)).toMatchObject([{ file: place, consumer: 'a-consumer' }]);
    expect(readPacts('pact.json', path.join(folder, 'sub'))).toMatchObject([{ file: 'pact.json' }]);
  });

  test('behind a byte order mark', () => {
    const file = write(folder, `\uFEFF${JSON.stringify(pactOf([update()]))}`);
    // The verifier takes none.
    expect(readPacts(file, '/')[0]?.numbered).toMatch(/^\{/);
  });

  test('with descriptions of any characters', () => {
    const description = 'two\nlines, "quotes", (brackets) and ünïcode ☂';
    const file = write(folder, pactOf([update(description)]));
    expect(readPacts(file, '/')[0]?.interactions[0]?.description).toBe(description);
  });
});

describe('each interaction is numbered for the verifier', () => {
  const numbered = (text: string): string => readPacts(write(folder, text), '/')[0]?.numbered ?? '';
  const around = (interactions: string): string =>
    `{ "consumer": {"name":"c"}, "provider": {"name":"p"},\n "interactions": [${interactions}] }\n`;
  const one = (rest: string) => `{"description": "d", "request": {}, "response": {${rest}}}`;

  test('and nothing else of the text is touched', () => {
    const text = around(`${one('"body": 1.0')}, ${one('"body": 1e2').replace(/\}$/, '\n }')}`);
    const got = numbered(text);
    expect(got.replace(/,"_id":"[01]"/g, '')).toBe(text);
    expect((JSON.parse(got) as { interactions: Json[] }).interactions.map((each) => each['_id'])).toEqual([
      '0',
      '1',
    ]);
  });

  test('though a broker has numbered it before', () => {
    const text = around(one('').replace('{', '{"_id": "0f3a", '));
    expect((JSON.parse(numbered(text)) as { interactions: Json[] }).interactions[0]?.['_id']).toBe('0');
  });

  test('in the list that counts, where a file has two', () => {
    const text = around(one('')).replace(
      '"interactions"',
      `"interactions": [${one('')}, ${one('')}], "interactions"`,
    );
    expect((JSON.parse(numbered(text)) as { interactions: Json[] }).interactions[0]?.['_id']).toBe('0');
  });

  test('though there is none', () => {
    expect(numbered(around(''))).toBe(around(''));
  });
});

test('a folder gives its .json files in the order of their names, and nothing else of it', () => {
  for (const name of ['b.json', 'a.json', 'notes.md']) write(folder, pactOf([update(name)]), `many/${name}`);
  write(folder, pactOf([update()]), 'many/deeper/c.json');
  expect(readPacts('many', folder).map(({ file }) => file)).toEqual(['many/a.json', 'many/b.json']);
});

const SECRET = 'canary-0123456789';

describe('a file that will not do is named, with the reason and without its content', () => {
  const BROKEN: [what: string, content: unknown, reason: RegExp][] = [
    ['empty', '', /: not JSON: ValueExpected in line 1, column 1$/],
    [
      'cut short',
      `{\n  "consumer": {"name": "${SECRET}"},\n  "x": [1,`,
      /: not JSON: \w+ in line 3, column \d+$/,
    ],
    [
      'with a comma too many',
      `{\n"a": "${SECRET}",\n}`,
      /: not JSON: PropertyNameExpected in line 3, column 1$/,
    ],
    ['with a comment', `{ // ${SECRET}\n }`, /: not JSON: InvalidCommentToken in line 1, column 3$/],
    ['with a word that is none', `{"a": ${SECRET}}`, /: not JSON: InvalidSymbol in line 1, column 7$/],
    ['a list', [SECRET], /: not a Pact file: consumer and provider are missing$/],
    ['another JSON document', { name: SECRET }, /: not a Pact file: consumer and provider are missing$/],
    ['without a consumer', { ...pactOf([]), consumer: undefined }, /consumer and provider are missing$/],
    ['with a consumer without a name', { ...pactOf([]), consumer: {} }, /: the consumer has no name$/],
    ['with an empty name', { ...pactOf([]), provider: { name: '' } }, /: the provider has no name$/],
    ['without interactions', { ...pactOf([]), interactions: undefined }, /it has no list of interactions$/],
    [
      'with messages',
      { ...pactOf([]), interactions: undefined, messages: [] },
      /it holds messages, and only HTTP/,
    ],
    [
      'of version 4 with messages',
      {
        ...pactOf([], { version: 4 }),
        interactions: [{ type: 'Asynchronous/Messages', description: 'a message', contents: SECRET }],
      },
      /: interaction 1 \(a message\) is of type Asynchronous\/Messages, and only HTTP/,
    ],
    [
      'of version 1',
      pactOf([], { more: { metadata: { pactSpecification: { version: '1.0.0' } } } }),
      /: version 1\.0\.0 of the/,
    ],
    [
      'of version 5',
      pactOf([], { more: { metadata: { pactSpecification: { version: '5.0' } } } }),
      /: version 5\.0 of the Pact/,
    ],
    [
      'of version 1 as older files say it',
      pactOf([], { more: { metadata: { pactSpecificationVersion: '1.1.0' } } }),
      /: version 1\.1\.0 of the Pact specification is not supported; versions 2, 3 and 4 are$/,
    ],
    [
      'that names plugins, which Pact would fetch and start',
      pactOf([], {
        more: { metadata: { pactSpecification: { version: '4.0' }, plugins: [{ name: 'p', version: '1' }] } },
      }),
      /: it names plugins of Pact, which are programs: none is fetched or started$/,
    ],
    [
      'with an interaction that a plugin is for',
      { ...pactOf([]), interactions: [{ ...update(), pluginConfiguration: { p: {} } }] },
      /: it names plugins of Pact/,
    ],
    [
      'with a text for an interaction',
      { ...pactOf([]), interactions: [SECRET] },
      /: interaction 1 is no object$/,
    ],
    [
      'with an interaction without a description',
      { ...pactOf([]), interactions: [{ request: {}, response: {} }] },
      /: interaction 1 has no description$/,
    ],
    [
      'with an interaction without a request',
      { ...pactOf([update()]), interactions: [update(), { description: 'd', response: {} }] },
      /: interaction 2 \(d\) has no request or no response$/,
    ],
    [
      'of version 4 with an interaction without a type',
      { ...pactOf([], { version: 4 }), interactions: [update('d')] },
      /: interaction 1 \(d\) has no type$/,
    ],
    [
      'with a status that is no number',
      { ...pactOf([]), interactions: [{ description: 'd', request: {}, response: { status: SECRET } }] },
      /: interaction 1 \(d\): method, path or status is of the wrong type$/,
    ],
    [
      'with a state without a name',
      pactOf([update('d', {}, { providerStates: [{ params: { a: SECRET } }] })]),
      /: interaction 1 \(d\) has a provider state without a name$/,
    ],
  ];
  test.each(BROKEN)('%s', (what, content, reason) => {
    const name = `broken ${what}.json`;
    write(folder, content, name);
    const message = refusal(name);
    expect(message).toMatch(reason);
    expect(message.startsWith(`--pact: ${name}: `)).toBe(true);
    expect(message).not.toContain(SECRET);
    expect(message.split('\n')).toHaveLength(1);
  });

  test('that is not there', () => {
    expect(refusal('nowhere.json')).toBe('--pact nowhere.json: there is no such file or folder');
    write(folder, '{}', 'file.json');
    expect(refusal('file.json/deeper')).toBe('--pact file.json/deeper: there is no such file or folder');
  });

  test('a folder without a .json file', () => {
    mkdirSync(path.join(folder, 'empty'));
    expect(refusal('empty')).toBe('--pact empty: the folder has no .json file, and Pact files end in .json');
  });

  test('a folder by the name of a file', () => {
    mkdirSync(path.join(folder, 'odd', 'folder.json'), { recursive: true });
    expect(refusal('odd')).toBe('--pact: odd/folder.json: it cannot be read (EISDIR)');
  });

  test('all of a folder in one line, though others are good', () => {
    write(folder, pactOf([update()]), 'mixed/good.json');
    write(folder, '{', 'mixed/bad.json');
    write(folder, {}, 'mixed/worse.json');
    expect(refusal('mixed')).toMatch(
      /^--pact: mixed\/bad\.json: not JSON: [^;\n]+; mixed\/worse\.json: not a Pact file: [^;\n]+$/,
    );
  });
});
