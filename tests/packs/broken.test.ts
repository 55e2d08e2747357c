import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { operationNamed } from '../../src/contract/operation';
import { UsageError } from '../../src/usage-error';
import { commandLine, temporaryFolder } from '../cli/support';
import { SHELF_FOLDER } from '.';

const folder = temporaryFolder();
let count = 0;

/** A copy of the shelf's pack. */
function copy(): string {
  const place = path.join(folder, `pack-${(count += 1)}`);
  cpSync(SHELF_FOLDER, place, { recursive: true });
  return place;
}

/** What loading a pack says, without the folder's name. */
function faultsOf(place: string): string[] {
  try {
    operationNamed(place);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message.replaceAll(`${place.replaceAll('\\', '/')}/`, '').split('\n');
  }
}

type Edit = [what: string, file: string, find: string, put: string, at: string, says: string];

const [API, REG] = ['openapi.yaml', 'requirements.yaml'];

/** Each is the shelf with one edit, and the line that tells of it: of the text `at`, as it stands there then. */
const EDITS: Edit[] = [
  [
    'a day that is none',
    REG,
    "revision: '2026-11-01'",
    "revision: '2026-13-01'",
    "revision: '2026-13-01'",
    'revision: must be a day, such as 2026-11-30; it is "2026-13-01"',
  ],
  [
    'another version of OpenAPI',
    API,
    'openapi: 3.1.0',
    'openapi: 3.0.3',
    'openapi: 3.0.3',
    'openapi: must be a version of OpenAPI 3.1, such as 3.1.0; it is "3.0.3"',
  ],
  [
    'a keyword with a slip',
    API,
    'x-letter-case: kept',
    'x-lettercase: kept',
    'x-lettercase',
    'components.schemas.shelfUpdate.properties.label.x-lettercase: is not a known name here; did you mean x-letter-case?',
  ],
  [
    'a keyword that is not read',
    API,
    '        label:\n          type: string\n          minLength',
    '        label:\n          type: string\n          allOf: []\n          minLength',
    'allOf',
    'components.schemas.shelfUpdate.properties.label.allOf: is not a known name here',
  ],
  [
    'a limit that is text',
    API,
    'minimum: 10\n          maximum: 400\n          x-req',
    'minimum: ten\n          maximum: 400\n          x-req',
    'minimum: ten',
    'components.schemas.shelfUpdate.properties.capacity.minimum: must be a number; it is "ten"',
  ],
  [
    'limits that cross',
    API,
    'minimum: 10\n          maximum: 400\n          x-req',
    'minimum: 500\n          maximum: 400\n          x-req',
    'minimum: 500',
    'components.schemas.shelfUpdate.properties.capacity.minimum: is above maximum, so that nothing conforms: 500 and 400',
  ],
  [
    'a type that is none',
    API,
    'type: boolean\n          x-wider',
    'type: bool\n          x-wider',
    'type: bool\n',
    'components.schemas.shelfUpdate.properties.isOpen.type: must be one type of JSON, or a list of them; it is "bool"',
  ],
  [
    'a limit without a type',
    API,
    'type: integer\n          format: int32\n          ',
    '',
    '          minimum: 10',
    'components.schemas.shelfUpdate.properties.capacity.minimum: has no type beside it; it is for number or integer',
  ],
  [
    'a limit of another type',
    API,
    'type: boolean\n          x-wider',
    'type: boolean\n          maxLength: 3\n          x-wider',
    'maxLength: 3',
    'components.schemas.shelfUpdate.properties.isOpen.maxLength: says nothing of boolean; it is for string',
  ],
  [
    'a value of another type',
    API,
    'enum: [author, title]',
    'enum: [author, 7]',
    'enum: [author, 7]',
    'components.schemas.shelfUpdate.properties.sorting.enum.1: must be string, as type says; it is 7',
  ],
  [
    'a reference to nothing',
    API,
    "$ref: '#/components/schemas/rule'",
    "$ref: '#/components/schemas/rules'",
    "schemas/rules'",
    'components.schemas.shelfUpdate.properties.rules.items.$ref: leads nowhere: #/components/schemas/rules; did you mean rule?',
  ],
  [
    'a reference to another file',
    API,
    "$ref: '#/components/schemas/rule'",
    "$ref: '../secret.yaml#/components/schemas/rule'",
    'secret',
    'components.schemas.shelfUpdate.properties.rules.items.$ref: leads to ../secret.yaml, which is not part of the pack; what packs share is graph-contract/spec/common/openapi.yaml',
  ],
  [
    'a reference to another kind',
    API,
    "$ref: 'graph-contract/spec/common/openapi.yaml#/components/responses/refused'\n    get",
    "$ref: 'graph-contract/spec/common/openapi.yaml#/components/schemas/excludeTarget'\n    get",
    'schemas/excludeTarget',
    'must lead to /components/responses; it is graph-contract/spec/common/openapi.yaml#/components/schemas/excludeTarget',
  ],
  [
    'a schema in a ring',
    API,
    '        room:\n          type: object\n          properties:',
    "        ring: { $ref: '#/components/schemas/placement' }\n        room:\n          type: object\n          properties:",
    '    placement:\n      type: object',
    'components.schemas.placement: refers to itself: placement → placement',
  ],
  [
    'a path with a parameter',
    API,
    '/library/shelves/7:',
    '/library/shelves/{id}:',
    '/library/shelves/{id}',
    'must be the path of the one policy below the root of the API, written out',
  ],
  [
    'two paths',
    API,
    'components:\n',
    "  /library/shelves/8:\n    patch:\n      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/shelfUpdate' } } } }\n      responses: { '204': { description: None. } }\ncomponents:\n",
    '/library/shelves/8',
    'is a second path; a pack is of one, /library/shelves/7',
  ],
  [
    'no update',
    API,
    '    patch:\n',
    '    post:\n',
    '    post:',
    'post: is not a known name here; there are summary, ',
  ],
  [
    'two answers of success',
    API,
    "        '200':\n          description: The shelf as it is now.",
    "        '204': { description: None. }\n        '200':\n          description: The shelf as it is now.",
    "      responses:\n        '204'",
    "responses: must have one answer of success, such as '204'; it has 200 and 204",
  ],
  [
    'a read without content',
    API,
    "          description: The shelf.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/shelf'\n",
    '          description: The shelf.\n',
    "      responses:\n        '200':\n          description: The shelf.\n",
    'get.responses: must have an answer with content of application/json: the policy',
  ],
  [
    'a key that is not the last segment',
    API,
    'const: 7\n          x-requirement:\n            type: GET-SHAPE',
    'const: 8\n          x-requirement:\n            type: GET-SHAPE',
    'const: 8',
    'components.schemas.shelf.properties.number.const: must be what the path ends with, 7; it is 8',
  ],
  [
    'a key that is no member',
    API,
    'x-key: [number]\n',
    'x-key: [nummer]\n',
    'x-key: [nummer]',
    'components.schemas.shelf.x-key.0: no member is named nummer; did you mean number?',
  ],
  [
    'an order of a member that is not there',
    API,
    'members: [smallest, largest]\n          subject: largest\n          x-requirement: REQ',
    'members: [smalest, largest]\n          subject: largest\n          x-requirement: REQ',
    '[smalest',
    'x-ascending.0.members.0: no member is named smalest; did you mean smallest?',
  ],
  [
    'an order in a ring',
    API,
    '      x-recalculated:\n',
    '        - { members: [largest, smallest], subject: smallest, x-requirement: REQ-HEIGHT }\n      x-recalculated:\n',
    '      x-ascending:\n        - members: [smallest, largest]\n          subject: largest\n          x-requirement: REQ-HEIGHT\n        - {',
    'orders in a ring, so that all must be equal: smallest → largest → smallest',
  ],
  [
    'unique values of a member that is not there',
    API,
    'x-unique: [priority]',
    'x-unique: [prio]',
    'x-unique: [prio]',
    'x-unique.0: no member is named prio',
  ],
  [
    'no second state',
    API,
    'stateB:',
    'anotherState:',
    '            examples:',
    'has no example stateB: two updates that differ in every member, which runs start from',
  ],
  [
    'a state that breaks its schema',
    API,
    'capacity: 120',
    'capacity: 1200',
    'capacity: 1200',
    'stateA.value.capacity: breaks shelfUpdate: capacity must be at most 400, got 1200 (REQ-CAPACITY)',
  ],
  [
    'states that do not differ',
    API,
    'sorting: title',
    'sorting: author',
    'sorting: author\n                  genre: science',
    'stateB.value.sorting: is as in stateA: a provider that keeps the old value would not be noticed',
  ],
  [
    'a state that lacks a member',
    API,
    '                  genre: fiction\n',
    '',
    '                value:\n                  label: North',
    'stateA.value: has no genre: a provider that loses it would not be noticed',
  ],
  [
    'a row that is not in the register',
    API,
    'x-requirement: REQ-OPEN',
    'x-requirement: REQ-OPENED',
    'REQ-OPENED',
    'components.schemas.shelfUpdate.properties.isOpen.x-requirement: no row of the register is named REQ-OPENED; did you mean REQ-OPEN?',
  ],
  [
    'a pattern that is none',
    API,
    'type: string\n          enum: [author',
    'type: string\n          pattern: "(["\n          enum: [author',
    'pattern: "(["',
    'properties.sorting.pattern: is not a regular expression: ',
  ],
  [
    'a level that is none',
    REG,
    'level: SHOULD',
    'level: OUGHT',
    'level: OUGHT',
    'requirements.9.level: must be one of MUST, SHOULD, INFO, NONE; it is "OUGHT"',
  ],
  [
    'a row without a source',
    REG,
    "    sources:\n      - { page: Shelf, section: Properties, url: 'https://library.example/docs/shelf#properties' }\n    checks: [request/label]",
    '    checks: [request/label]',
    '  - id: REQ-LABEL',
    'requirements.0: has no sources',
  ],
  ['a row that no constraint names', REG, 'id: REQ-GENRE', 'id: REQ-GENRES', 'id: REQ-GENRES', ''],
  [
    'a row of a group that is not there',
    REG,
    'group: body\n    title: label is text',
    'group: bodies\n    title: label is text',
    'group: bodies',
    'requirements.0.group: no group is named bodies; there are ',
  ],
  [
    'a row that is there twice',
    REG,
    'id: REQ-CAPACITY',
    'id: REQ-LABEL',
    'id: REQ-LABEL\n    level: MUST\n    actor: client\n    basis: stated\n    group: body\n    title: capacity',
    'requirements.1.id: REQ-LABEL is there twice',
  ],
  [
    'a change of no row',
    REG,
    'id: AUT-403',
    'id: AUT-404',
    'id: AUT-404',
    'changes.0.id: no common row is named AUT-404; did you mean AUT-401?',
  ],
  [
    'a change of a row that does not hold',
    REG,
    'id: AUT-403',
    'id: SEM-DELETE',
    'id: SEM-DELETE',
    'changes.0.id: SEM-DELETE does not hold for this operation',
  ],
  [
    'a common row that is written anew',
    REG,
    'id: REQ-LABEL',
    'id: REQ-JSON',
    'id: REQ-JSON',
    'requirements.0.id: REQ-JSON is a common row, to be written under changes',
  ],
  [
    'a name in braces that stands for nothing',
    REG,
    '{writePermission}',
    '{permission}',
    '    statement: >-',
    '{permission} stands for nothing; there are path, ',
  ],
  [
    'an address of another row',
    REG,
    'checks: [request/label]',
    'checks: [request/json]',
    'checks: [request/json]',
    'requirements.0.checks.0: request/json judges REQ-JSON; give the row an address of its own',
  ],
  [
    'a key that stands twice',
    REG,
    "revision: '2026-11-01'\n",
    "revision: '2026-11-01'\nrevision: '2026-11-02'\n",
    "revision: '2026-11-02'",
    'is not valid YAML: Map keys must be unique',
  ],
  ['what is no YAML', API, 'servers:\n', 'servers: ]\n', 'servers: ]', 'is not valid YAML: '],
  [
    'statements of another shape',
    'statements.yaml',
    'bases: []',
    'bases: none',
    'bases: none',
    'types.shelf.bases: must be a list; it is "none"',
  ],
  [
    'a wording of another shape',
    'wording.yaml',
    '0a1b2c3d 4e5f6a7b',
    '0a1b2c3d 4e5f6a7',
    'sentences',
    'pages.0.sentences: ',
  ],
  [
    'disagreements of another shape',
    'disagreements.yaml',
    'disagreements: []',
    'disagreements: {}',
    'disagreements: {}',
    'disagreements: must be a list or null; it is {}',
  ],
];

test.each(EDITS)('a pack with %s is told by its line', (_what, file, find, put, at, says) => {
  const place = copy();
  const text = readFileSync(path.join(place, file), 'utf8');
  expect(text.includes(find)).toBe(true);
  const edited = text.replace(find, () => put);
  writeFileSync(path.join(place, file), edited);
  expect(edited.includes(at)).toBe(true);
  const line = edited.slice(0, edited.indexOf(at)).split('\n').length;
  const first = at.match(/^\s*/)?.[0].includes('\n') ? 1 : 0;
  const told = faultsOf(place);
  expect(told).toContainEqual(expect.stringContaining(says));
  expect(told.filter((each) => each.startsWith(`${file}:${line + first}: `))).not.toEqual([]);
});

const deep = `x: ${'['.repeat(2000)}${']'.repeat(2000)}`;
const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[at]}`).join(',')}]`).join('\n')}\n`;

test.each<[string, (place: string) => void, RegExp]>([
  ['no slice', (place) => rmSync(path.join(place, API)), /^openapi\.yaml:1: is not there; a pack needs it/],
  [
    'no register',
    (place) => rmSync(path.join(place, REG)),
    /^requirements\.yaml:1: is not there; a pack needs it/,
  ],
  [
    'an empty slice',
    (place) => writeFileSync(path.join(place, API), ''),
    /^openapi\.yaml:1: must be a map of members; it is null/,
  ],
  [
    'a list for a slice',
    (place) => writeFileSync(path.join(place, API), '- 1\n'),
    /^openapi\.yaml:1: must be a map of members; it is \[1\]/,
  ],
  [
    'a folder for a slice',
    (place) => {
      rmSync(path.join(place, API));
      mkdirSync(path.join(place, API));
    },
    /^openapi\.yaml:1: is no file/,
  ],
  [
    'a slice in UTF-16',
    (place) => writeFileSync(path.join(place, API), Buffer.from('\ufeffopenapi: 3.1.0', 'utf16le')),
    /^openapi\.yaml:1: is not in UTF-8; save it as that/,
  ],
  [
    'a slice of two megabytes',
    (place) => writeFileSync(path.join(place, API), '#'.repeat(2 * 1024 * 1024)),
    /^openapi\.yaml:1: is larger than the limit of 1048576 bytes/,
  ],
  [
    'a slice that nests',
    (place) => writeFileSync(path.join(place, API), deep),
    /^openapi\.yaml:1: is not valid YAML: nested more than 128 levels/,
  ],
  [
    'a slice of aliases',
    (place) => writeFileSync(path.join(place, API), bomb),
    /^openapi\.yaml:\d+: is not valid YAML: aliases expand to too many values/,
  ],
])('a pack with %s is told in a line', (_what, spoil, line) => {
  const place = copy();
  spoil(place);
  expect(faultsOf(place)).toEqual([expect.stringMatching(line) as string]);
});

// Links need a right of their own on Windows.
(process.platform === 'win32' ? test.skip : test)('a file that leads out of the folder is not read', () => {
  const place = copy();
  const outside = path.join(mkdtempSync(path.join(tmpdir(), 'graph-contract-')), API);
  cpSync(path.join(place, API), outside);
  rmSync(path.join(place, API));
  symlinkSync(outside, path.join(place, API));
  expect(faultsOf(place)).toEqual([
    `${API}:1: is a link that points outside the folder of the pack; put the file itself there`,
  ]);
  rmSync(path.dirname(outside), { recursive: true });
});

test('a pack needs neither statements nor a ledger', () => {
  const place = copy();
  rmSync(path.join(place, 'statements.yaml'));
  rmSync(path.join(place, 'disagreements.yaml'));
  expect(faultsOf(place)).toEqual([]);
});

test('a pack need not say that annotations may stand in an update', () => {
  const place = copy();
  const file = path.join(place, API);
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace("      patternProperties:\n        '@': true\n", ''),
  );
  const operation = operationNamed(place);
  const rows = (body: object) => operation.validateUpdate(body).map(({ requirement }) => requirement);
  expect(rows({ '@odata.context': 'x', 'capacity@contoso.note': 1 })).toEqual([]);
  expect(rows({ stranger: 1 })).toEqual(['REQ-UNKNOWN']);
});

test('all faults of a pack are told at once, in the order of files and lines', () => {
  const place = copy();
  const edit = (file: string, find: string, put: string): void =>
    writeFileSync(path.join(place, file), readFileSync(path.join(place, file), 'utf8').replace(find, put));
  edit(API, 'openapi: 3.1.0', 'openapi: 2.0');
  edit(API, 'x-wider:', 'x-widder:');
  edit(REG, 'level: SHOULD', 'level: OUGHT');
  const told = faultsOf(place);
  expect(told).toHaveLength(3);
  expect(told.map((line) => line.split(':')[0])).toEqual([API, API, REG]);
});

describe('on the command line', () => {
  const graphContract = commandLine(folder);

  test('faults are a line each, with exit code 2', async () => {
    const place = copy();
    writeFileSync(path.join(place, API), 'openapi: 3.1.0\npaths: 1\n');
    const { exitCode, stdout, stderr } = await graphContract(['check', 'x.har', '--operation', place]);
    expect([exitCode, stdout]).toEqual([2, '']);
    for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/\/openapi\.yaml:\d+: /);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line.match(/openapi\.yaml:/g)).toHaveLength(1);
    expect(stderr).toContain('paths: must be a map of members; it is 1');
  });

  test.each([
    ['./nowhere', /^--operation .*nowhere: there is no such folder$/],
    ['./file', /^--operation .*file: is not a folder; a pack is a folder of files/],
    ['./file/below', /^--operation .*below: a part of the path is not a folder$/],
    [
      'hardwareOath',
      /argument 'hardwareOath' is invalid\. Allowed choices are temporaryAccessPass, .*sms, .*and \.\/folder for a pack of your own\.$/,
    ],
  ])('%s is told in a line, with exit code 2', async (given, line) => {
    writeFileSync(path.join(folder, 'file'), '');
    const { exitCode, stdout, stderr } = await graphContract(['requirements', '--operation', given]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.trimEnd()).toMatch(line);
  });
});
