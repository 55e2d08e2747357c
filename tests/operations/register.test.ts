import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { allChecks } from '../../src/checks';
import { registerOf, loadRegister } from '../../src/contract/register/register';
import type { Actor, WrittenRegister, WrittenRequirement } from '../../src/contract/register/row';
import { assertRequirement } from '../../src/contract/register/shape';
import { beside, type WrittenSibling } from '../../src/contract/register/sibling';
import { operationFile, operationNamed, type Operation } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';
import { resolve, type SchemaNode } from '../../src/contract/slice';
import { siblings } from './support';

const fileOf = <T>(name: string, file: string): T =>
  parse(readFileSync(packageFile(...operationFile(name, file).split('/')), 'utf8')) as T;

const rows = siblings.flatMap(([name, operation]) =>
  registerOf(operation).rows.map((row) => [name, row.id, row] as const),
);

/** Words of the Temporary Access Pass policy that say nothing of another method. */
const FOREIGN =
  /temporary ?access ?pass|\bpass(es)?\b|lifetime|\bminutes\b|isUsableOnce|defaultLength|\blengths?\b/i;

/** Every row that a schema names, with those of the schemas in it. */
function namedIn(schema: SchemaNode, seen = new Set<SchemaNode>()): string[] {
  const node = resolve(schema);
  if (seen.has(node)) return [];
  seen.add(node);
  const named = node['x-requirement'];
  const own = named === undefined ? [] : typeof named === 'string' ? [named] : Object.values(named);
  const below = [...Object.values(node.properties ?? {}), ...(node.items ? [node.items] : [])];
  return [...own, ...below.flatMap((each) => namedIn(each, seen))];
}

test('there are the siblings that the tests are about', () => {
  expect(siblings.map(([name]) => name)).toEqual(['fido2', 'sms']);
});

describe.each(siblings)('the register of %s', (name, operation) => {
  const register = registerOf(operation);

  test('has the revision of the slice', () => {
    const { info } = fileOf<{ info: { version: string } }>(name, 'openapi.yaml');
    expect(register.revision).toBe(info.version);
  });

  test('has every group of the default, and rows in each', () => {
    expect(register.groups).toEqual(loadRegister().groups);
    expect(new Set(register.rows.map(({ group }) => group))).toEqual(
      new Set(register.groups.map(({ id }) => id)),
    );
  });

  test('keeps the rows of a group together as far as the default does', () => {
    const common = loadRegister().rows.filter(({ id }) => register.byId.has(id));
    const ids = new Set(common.map(({ id }) => id));
    expect(register.rows.filter(({ id }) => ids.has(id)).map(({ id }) => id)).toEqual(
      common.map(({ id }) => id),
    );
  });

  test('gives each check to one row alone', () => {
    const addresses = register.rows.flatMap(({ checks }) => checks);
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
  });

  test('names checks that there are, of the row that names them', () => {
    const made = allChecks(operation)
      .filter(({ requirement }) => register.byId.has(requirement))
      .map(({ address, requirement }) => `${requirement} ${address}`);
    const named = register.rows.flatMap(({ id, checks }) => checks.map((address) => `${id} ${address}`));
    expect(named.sort()).toEqual(made.sort());
  });

  test('has the checks of the default where it has its rows', () => {
    for (const { id, checks } of loadRegister().rows)
      if (register.byId.has(id)) expect([id, register.byId.get(id)?.checks]).toEqual([id, checks]);
  });

  test('leaves checks without a row only where their row is left out', () => {
    const { without } = fileOf<WrittenSibling>(name, 'requirements.yaml');
    const idle = allChecks(operation).filter(({ requirement }) => !register.byId.has(requirement));
    for (const { requirement } of idle) expect(without).toContain(requirement);
  });

  test('takes another page of the default for each that has one of its own', () => {
    const { pages } = fileOf<WrittenSibling>(name, 'requirements.yaml');
    const cited = new Set(
      fileOf<WrittenRegister>('temporaryAccessPass', 'requirements.yaml').requirements.flatMap(
        ({ sources }) => sources.map(({ url }) => url.split('#')[0]),
      ),
    );
    for (const page of Object.keys(pages)) expect(cited).toContain(page);
  });

  test.each<[schema: keyof Operation['schemas'], actor: Actor]>([
    ['update', 'client'],
    ['policy', 'provider'],
  ])('has the rows that the schema of the %s names, all of the %s', (schema, actor) => {
    const named = [...new Set(namedIn(operation.schemaNamed(operation.schemas[schema])))];
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((id) => register.byId.get(id)?.actor !== actor)).toEqual([]);
  });
});

/** Names that waivers and command lines have. */
test.each([
  ['sms', { 'REQ-TGT-SIGNIN': ['request/target-sign-in'] }],
  [
    'fido2',
    {
      'REQ-ATTEST': ['request/attestation-enforced'],
      'REQ-SELFREG': ['request/self-service-registration'],
      'REQ-KEYRES': ['request/key-restrictions'],
      'REQ-PASSKEY': ['request/passkey-profiles'],
    },
  ],
])('the rows of %s alone are %j', (name, wanted) => {
  const { rows } = registerOf(operationNamed(name));
  const own = rows.filter(({ id }) => !loadRegister().byId.has(id));
  expect(Object.fromEntries(own.map(({ id, checks }) => [id, checks]))).toEqual(wanted);
});

describe('each row', () => {
  test.each(rows)('%s %s has the shape of one', (_name, _id, row) => {
    expect(() => assertRequirement(written(row), 'register')).not.toThrow();
  });

  test.each(rows)('%s %s says why, what to do, and where it stands', (_name, _id, row) => {
    expect(row.why).toMatch(/^[A-Z]/);
    expect(row.remedy).toMatch(/^[A-Z]/);
    for (const { url } of row.sources) expect(url).toMatch(/^https:\/\/[^\s]+$/);
  });

  test.each(rows)('%s %s says nothing of the Temporary Access Pass', (_name, _id, row) => {
    const { title, statement, why, remedy, reason = '', derivedFrom = '', sources } = row;
    const links = sources.flatMap(({ page, section, url }) => [page, section, url]);
    // A field of HTTP has a length in its name.
    for (const text of [title, statement, why, remedy, reason, derivedFrom, ...links])
      expect(text?.replaceAll('Content-Length', '')).not.toMatch(FOREIGN);
  });
});

test.each([
  'A pass is reusable.',
  'temporaryaccesspassauthenticationmethodconfiguration-update',
  'defaultLength',
])('%j would be found', (text) => {
  expect(text).toMatch(FOREIGN);
});

/** The row as a file has it: what is empty is left out. */
const written = ({ needs, checks, planned, ...row }: WrittenRequirement): object => ({
  ...row,
  ...(checks?.length && { checks }),
  ...(needs?.length && { needs }),
  ...(planned === false && { planned }),
});

describe('one register beside another', () => {
  const row = (id: string, more: Partial<WrittenRequirement> = {}): WrittenRequirement => ({
    id,
    level: 'MUST',
    actor: 'client',
    basis: 'stated',
    group: 'body',
    title: `Title of ${id}`,
    statement: 'This breaks it.',
    sources: [{ page: 'A page', section: 'One', url: 'https://example.org/base#one' }],
    checks: [`request/${id.toLowerCase()}`],
    ...more,
  });
  const base: WrittenRegister = {
    revision: '2026-01-01',
    groups: [{ id: 'body', title: 'The body' }],
    requirements: [row('ONE'), row('TWO'), row('PRO', { actor: 'provider' }), row('END', { group: 'end' })],
  };
  const own = (more: Partial<WrittenSibling> = {}): WrittenSibling => ({
    revision: '2026-02-02',
    pages: {},
    without: [],
    requirements: [],
    ...more,
  });
  const ids = (sibling: WrittenSibling): string[] =>
    beside(base, sibling, 'own.yaml').requirements.map(({ id }) => id);

  test('is the other where it says nothing, with its own revision', () => {
    expect(beside(base, own(), 'own.yaml')).toEqual({ ...base, revision: '2026-02-02' });
  });

  test('leaves rows out', () => {
    expect(ids(own({ without: ['TWO'] }))).toEqual(['ONE', 'PRO', 'END']);
  });

  test('replaces a row in its place, as it is written', () => {
    const other = row('TWO', { title: 'Another title' });
    const { requirements } = beside(base, own({ requirements: [other] }), 'own.yaml');
    expect(requirements[1]).toEqual(other);
    expect(requirements).toHaveLength(4);
  });

  test.each<[string, Partial<WrittenRequirement>, string[]]>([
    ['of its group and actor', {}, ['ONE', 'TWO', 'NEW', 'PRO', 'END']],
    ['of the provider', { actor: 'provider' }, ['ONE', 'TWO', 'PRO', 'NEW', 'END']],
    ['of the last group', { group: 'end' }, ['ONE', 'TWO', 'PRO', 'END', 'NEW']],
  ])('puts a further row behind the last %s', (_what, more, order) => {
    expect(ids(own({ requirements: [row('NEW', more)] }))).toEqual(order);
  });

  test('puts further rows in the order in which they are written', () => {
    expect(ids(own({ requirements: [row('NEW'), row('NEWER')] }))).toEqual([
      ...['ONE', 'TWO', 'NEW', 'NEWER', 'PRO', 'END'],
    ]);
  });

  test.each([
    ['https://example.org/base#one', 'https://example.org/own#one'],
    ['https://example.org/base', 'https://example.org/own'],
    ['https://example.org/base?view=beta#one', 'https://example.org/base?view=beta#one'],
    ['https://example.org/based#one', 'https://example.org/based#one'],
  ])('cites %s as %s', (url, cited) => {
    const citing: WrittenRegister = {
      ...base,
      requirements: [row('ONE', { sources: [{ page: 'A page', section: 'One', url }] })],
    };
    const pages = { 'https://example.org/base': 'https://example.org/own' };
    const [one] = beside(citing, own({ pages }), 'own.yaml').requirements;
    expect(one?.sources[0]?.url).toBe(cited);
  });

  test.each<[string, Partial<WrittenSibling>, string]>([
    ['left out that there is none of', { without: ['THREE'] }, 'own.yaml: without: no row is named THREE'],
    [
      'left out and written at once',
      { without: ['TWO'], requirements: [row('TWO')] },
      'own.yaml: TWO: is left out and written at once',
    ],
  ])('refuses a row %s', (_what, more, message) => {
    expect(() => beside(base, own(more), 'own.yaml')).toThrow(new Error(message));
  });
});
