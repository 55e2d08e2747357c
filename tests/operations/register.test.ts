import { allChecks } from '../../src/checks';
import { registerOf, loadRegister } from '../../src/contract/register/register';
import {
  composed,
  type CommonRegister,
  type OwnRow,
  type PackRegister,
} from '../../src/contract/register/composed';
import { registerFaults } from '../../src/contract/register/faults';
import type { Actor, WrittenRequirement } from '../../src/contract/register/row';
import { complaintsOf } from '../../src/contract/complaints';
import { defaultOperation, operationNamed, type Operation } from '../../src/contract/operation';
import { packData } from '../../src/contract/pack';
import { resolve, type SchemaNode } from '../../src/contract/slice';
import { PAGES, siblings } from './support';

const registerFile = ({ pack }: Operation): PackRegister =>
  packData(pack, 'requirements.yaml') as PackRegister;

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
  expect(siblings.map(([name]) => name)).toEqual(Object.keys(PAGES).sort());
});

describe.each(siblings)('the register of %s', (_name, operation) => {
  const register = registerOf(operation);

  test('has the revision of the slice', () => {
    expect(register.revision).toBe(operation.slice.info.version);
  });

  test('has every group of the default, and rows in each', () => {
    expect(register.groups).toEqual(loadRegister().groups);
    expect(new Set(register.rows.map(({ group }) => group))).toEqual(
      new Set(register.groups.map(({ id }) => id)),
    );
  });

  test('keeps the rows of a group together as far as the default does', () => {
    const both = loadRegister().rows.filter(({ id }) => register.byId.has(id));
    const ids = new Set(both.map(({ id }) => id));
    expect(register.rows.filter(({ id }) => ids.has(id)).map(({ id }) => id)).toEqual(
      both.map(({ id }) => id),
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

  test('leaves no check without a row', () => {
    const idle = allChecks(operation).filter(({ requirement }) => !register.byId.has(requirement));
    expect(idle).toEqual([]);
  });

  test('cites each of its pages', () => {
    const cited = register.rows.flatMap(({ sources }) => sources.map(({ url }) => url.split('#')[0]));
    for (const page of Object.values(registerFile(operation).pages)) expect(cited).toContain(page);
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

/** Rows on an update that is answered with the policy. */
const ANSWERS_WITH_POLICY = {
  'RES-200': ['response/status', 'response/acceptance'],
  'RES-BODY': ['response/body'],
  'RES-SHOWS': ['response/shows'],
};

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
      'REQ-PASSKEY-WHOLE': ['request/passkey-profile-whole'],
      'REQ-DEPRECATED': ['request/deprecated-members'],
      'SEM-PARTS': ['state/parts'],
    },
  ],
  ['voice', { 'REQ-OFFICE': ['request/office-phone'] }],
  ['softwareOath', {}],
  [
    'microsoftAuthenticator',
    {
      'REQ-FEATURES': ['request/feature-settings'],
      'REQ-OATH': ['request/software-oath'],
      'REQ-TGT-MODE': ['request/target-mode'],
      'SEM-PARTS': ['state/parts'],
    },
  ],
  [
    'qrCodePin',
    {
      ...ANSWERS_WITH_POLICY,
      'REQ-PIN-LENGTH': ['request/pin-length'],
      'REQ-QR-LIFETIME': ['request/code-lifetime'],
    },
  ],
  [
    'authenticationMethodsPolicy',
    {
      ...ANSWERS_WITH_POLICY,
      'REQ-READ-ONLY': ['request/read-only-members'],
      'REQ-CAMPAIGN': ['request/campaign'],
      'REQ-CAMPAIGN-METHOD': ['request/campaign-method'],
      'REQ-SNOOZE': ['request/snooze'],
      'REQ-MIGRATION': ['request/migration-state'],
      'REQ-RECONFIRM': ['request/reconfirmation'],
      'REQ-CONFIGURATIONS': ['request/configurations'],
      'SEM-READ-ONLY': ['state/read-only'],
      'SEM-SHOWN': ['state/shown'],
      'SEM-PARTS': ['state/parts'],
    },
  ],
  [
    'x509Certificate',
    {
      'REQ-BINDINGS': ['request/certificate-bindings'],
      'REQ-BINDING-PRIORITY': ['request/binding-priority'],
      'REQ-CERT-MODE': ['request/certificate-modes'],
      'REQ-SCOPES': ['request/authority-scopes'],
      'REQ-CRL': ['request/crl-validation'],
      'REQ-HINTS': ['request/issuer-hints'],
      'SEM-PARTS': ['state/parts'],
    },
  ],
  [
    'externalAuthenticationMethod',
    {
      'REQ-EXT-APP': ['request/external-app'],
      'REQ-EXT-NAME': ['request/external-name'],
      'REQ-EXT-OIDC': ['request/external-setting'],
      'SEM-REMOVE': ['state/remove'],
      'SEM-PARTS': ['state/parts'],
    },
  ],
  [
    'verifiableCredentials',
    { 'REQ-TGT-PROFILES': ['request/target-profiles'], 'RES-DELETE': ['state/delete-answer'] },
  ],
  ['email', { 'REQ-EMAIL-EXTERNAL': ['request/email-external'] }],
])('the rows of %s alone are %j', (name, wanted) => {
  const { rows } = registerOf(operationNamed(name));
  const own = rows.filter(({ id }) => !loadRegister().byId.has(id));
  expect(Object.fromEntries(own.map(({ id, checks }) => [id, checks]))).toEqual(wanted);
});

describe('each row', () => {
  test.each(rows)('%s %s has the shape of one', (_name, _id, row) => {
    expect(complaintsOf('row', written(row))).toEqual([]);
  });

  test.each(rows)('%s %s says why, what to do, and where it stands', (_name, _id, row) => {
    expect(row.why).toMatch(/^[A-Z]/);
    expect(row.remedy).toMatch(/^[A-Z]/);
    for (const { url } of row.sources) expect(url).toMatch(/^https:\/\/[^\s]+$/);
  });

  test.each(rows)('%s %s says nothing of the Temporary Access Pass', (name, _id, row) => {
    const { title, statement, why, remedy, reason = '', derivedFrom = '', sources } = row;
    const links = sources.flatMap(({ page, section, url }) => [page, section, url]);
    // A field of HTTP has a length in its name.
    for (const text of [title, statement, why, remedy, reason, derivedFrom, ...links])
      expect(text?.replaceAll('Content-Length', '').replaceAll(ownMembers(name), '')).not.toMatch(FOREIGN);
  });
});

/** The members of an operation, which may have words in their names that are another's. */
const ownMembers = (name: string): RegExp => new RegExp(operationNamed(name).updatable.join('|'), 'g');

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

test.each([...siblings.map(([, operation]) => operation), defaultOperation()])(
  'no row of $name has a name in braces left',
  (operation) => {
    expect(JSON.stringify(registerOf(operation).rows)).not.toMatch(/\{\w+\}/);
  },
);

describe('the rows of a pack among the common ones', () => {
  const row = (id: string, more: Partial<OwnRow> = {}): OwnRow => ({
    id,
    level: 'MUST',
    actor: 'client',
    basis: 'stated',
    group: 'body',
    title: `Title of ${id}`,
    statement: 'This breaks it.',
    sources: [{ page: 'A page', section: 'One', url: '{update}#one' }],
    checks: [`request/${id.toLowerCase()}`],
    ...more,
  });
  const base: CommonRegister = {
    groups: [{ id: 'body', title: 'The body' }],
    requirements: [row('ONE'), row('TWO'), row('PRO', { actor: 'provider' }), row('END', { group: 'end' })],
  };
  const PAGES = { update: 'https://example.org/update' };
  const own = (more: Partial<PackRegister> = {}): PackRegister => ({
    revision: '2026-02-02',
    pages: PAGES,
    ...more,
  });
  const composedOf = (pack: PackRegister) => composed(base, pack, operationNamed('sms'));
  const ids = (pack: PackRegister): string[] => composedOf(pack).requirements.map(({ id }) => id);

  test('are the common ones where it says nothing, with its revision and its pages', () => {
    const { revision, groups, requirements } = composedOf(own());
    expect(revision).toBe('2026-02-02');
    expect(groups).toBe(base.groups);
    expect(requirements).toEqual(
      base.requirements.map((each) => ({
        ...each,
        sources: [{ page: 'A page', section: 'One', url: 'https://example.org/update#one' }],
      })),
    );
  });

  test('take what it says otherwise, and the rest from the common row', () => {
    const changes = [{ id: 'TWO', title: 'Another title' }];
    const [, two] = composedOf(own({ changes })).requirements;
    expect(two).toMatchObject({ id: 'TWO', title: 'Another title', statement: 'This breaks it.' });
  });

  test.each([
    ['{key} and {otherKey}', 'Sms and sms'],
    ['{path}', '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Sms'],
    [
      '{type}, {typeName}',
      '#microsoft.graph.smsAuthenticationMethodConfiguration, smsAuthenticationMethodConfiguration',
    ],
    ['{update}?view=beta', 'https://example.org/update?view=beta'],
    ['{nothing}', '{nothing}'],
  ])('have %s filled in', (text, filled) => {
    const [one] = composedOf(own({ changes: [{ id: 'ONE', why: text }] })).requirements;
    expect(one?.why).toBe(filled);
  });

  test.each<[string, Partial<OwnRow>, string[]]>([
    ['behind the last of its group and actor', {}, ['ONE', 'TWO', 'NEW', 'PRO', 'END']],
    ['behind the last of the provider', { actor: 'provider' }, ['ONE', 'TWO', 'PRO', 'NEW', 'END']],
    ['behind the last of the last group', { group: 'end' }, ['ONE', 'TWO', 'PRO', 'END', 'NEW']],
    ['behind the one that it names', { after: 'ONE' }, ['ONE', 'NEW', 'TWO', 'PRO', 'END']],
  ])('have a row of its own %s', (_what, more, order) => {
    expect(ids(own({ requirements: [row('NEW', more)] }))).toEqual(order);
  });

  test('have its own rows in the order in which they are written', () => {
    const requirements = [row('NEW'), row('NEWER'), row('A', { after: 'ONE' }), row('B', { after: 'A' })];
    expect(ids(own({ requirements }))).toEqual(['ONE', 'A', 'B', 'TWO', 'NEW', 'NEWER', 'PRO', 'END']);
  });

  test('do not have the place of a row among its members', () => {
    const { requirements } = composedOf(own({ requirements: [row('NEW', { after: 'ONE' })] }));
    expect(requirements[1]).not.toHaveProperty('after');
  });

  test.each<[string, Partial<PackRegister>, string]>([
    ['a change of no row', { changes: [{ id: 'THREE' }] }, 'changes.0.id: no common row is named THREE'],
    [
      'a common row that is written anew',
      { requirements: [row('TWO')] },
      'requirements.0.id: TWO is a common row, to be written under changes',
    ],
    [
      'a place behind no row',
      { requirements: [row('NEW', { after: 'X' })] },
      'requirements.0.after: no row is named X',
    ],
  ])('are refused with %s', (_what, more, message) => {
    const [fault] = registerFaults(base, own(more), operationNamed('sms'));
    expect(`${fault?.at.join('.')}: ${fault?.says}`).toBe(message);
  });
});
