import { parse, stringify } from 'yaml';
import { loadRegister } from '../../../src/contract/register/register';
import type { WrittenRegister, WrittenRequirement } from '../../../src/contract/register/row';
import { complaintsOf } from '../../../src/contract/complaints';

const register = loadRegister();

/** The register as a file would have it: what a row doesn't need is left out. */
const text = stringify({
  revision: register.revision,
  groups: register.groups,
  requirements: register.rows.map(({ checks, needs, planned, ...row }) => ({
    ...row,
    ...(checks.length > 0 && { checks }),
    ...(needs.length > 0 && { needs }),
    ...(!planned && { planned }),
  })),
});
const rows = register.rows.map((row) => [row.id, row] as const);

const row: WrittenRequirement = {
  id: 'REQ-ONE',
  level: 'MUST',
  actor: 'client',
  basis: 'stated',
  group: 'request',
  title: 'One thing only',
  statement: 'One thing is sent; a second breaks this.',
  why: 'Two things are one too many.',
  remedy: 'Send one of them.',
  sources: [{ page: 'A page', section: 'A section', url: 'https://example.org/page#section' }],
  checks: ['request/one'],
};

/** A register of these rows, as text. */
const written = (...requirements: object[]): string =>
  stringify({ revision: '2026-11-22', groups: [{ id: 'request', title: 'The request' }], requirements });

const without = (...members: (keyof WrittenRequirement)[]): object =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !(members as string[]).includes(name)));

describe('the register of the package', () => {
  test('honours its schema', () => {
    expect(loadRegister(text).rows).toEqual(register.rows);
  });

  test('names each row once', () => {
    const { requirements } = parse(text) as WrittenRegister;
    expect(new Set(requirements.map(({ id }) => id)).size).toBe(requirements.length);
    expect(register.byId.size).toBe(requirements.length);
  });

  test('has the revision of the slice', () => {
    expect(register.revision).toBe(register.operation.slice.info.version);
  });

  test('has rows in every group', () => {
    expect(new Set(register.rows.map(({ group }) => group))).toEqual(
      new Set(register.groups.map(({ id }) => id)),
    );
  });

  test('gives each check to one row alone', () => {
    const addresses = register.rows.flatMap(({ checks }) => checks);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test.each(rows)('%s has either checks or a reason', (_id, { checks, reason }) => {
    expect(checks.length > 0).toBe(reason === undefined);
  });

  test.each(rows)('%s has level NONE exactly when it has a reason', (_id, { level, reason }) => {
    expect(level === 'NONE').toBe(reason !== undefined);
  });

  test.each(rows)(
    '%s says what it is derived from exactly when it is derived',
    (_id, { basis, derivedFrom }) => {
      expect(basis === 'derived').toBe(derivedFrom !== undefined);
    },
  );

  test.each(rows)('%s links every source to an official place', (_id, { sources }) => {
    for (const { url } of sources) {
      expect(url).toMatch(
        /^https:\/\/(learn\.microsoft\.com\/graph\/|graph\.microsoft\.com\/v1\.0\/\$metadata$|github\.com\/microsoft\/api-guidelines\/|docs\.oasis-open\.org\/odata\/|www\.rfc-editor\.org\/rfc\/rfc\d{4}#section-)/,
      );
    }
  });

  test.each(rows)('%s cites an RFC by the clause that it links to', (_id, { sources }) => {
    for (const { page, section, url } of sources.filter((source) => source.page.startsWith('RFC'))) {
      expect(url).toBe(
        `https://www.rfc-editor.org/rfc/rfc${page.slice(4)}#section-${section.slice(0, section.indexOf(' '))}`,
      );
    }
  });

  test.each(rows)('%s has a title of three to six words', (_id, { title }) => {
    expect(title.split(' ').length).toBeGreaterThanOrEqual(3);
    expect(title.split(' ').length).toBeLessThanOrEqual(6);
  });

  test.each(rows)(
    '%s makes its statement in one sentence and its reason in another',
    (_id, { statement, why }) => {
      for (const sentence of [statement, why]) expect(sentence).toMatch(/^\S((?!\. [A-Z]).)*\.$/);
    },
  );

  test.each(rows)('%s says in one or two sentences what to do', (_id, { remedy }) => {
    expect(remedy).toMatch(/^[A-Z]((?!\. [A-Z]).)*\.( [A-Z]((?!\. [A-Z]).)*\.)?$/);
  });

  test.each(['why', 'remedy'] as const)('says %s of each row in words of its own', (member) => {
    const texts = register.rows.map((each) => each[member]);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test.each(rows.filter(([, { level }]) => level === 'MUST'))(
    '%s says what breaks it',
    (_id, { statement }) => {
      expect(statement).toMatch(/\bbreaks?\b/);
    },
  );

  test.each(rows.filter(([, { level }]) => level === 'SHOULD'))(
    '%s only ever deviates',
    (_id, { statement }) => {
      expect(statement).toMatch(/\bdeviates?\b/);
      expect(statement).not.toMatch(/\bbreaks?\b/);
    },
  );

  test.each(rows.filter(([, { level }]) => level === 'INFO'))('%s is only noted', (_id, { statement }) => {
    expect(statement).not.toMatch(/\b(breaks?|deviates?)\b/);
    expect(statement).toMatch(/only noted/);
  });
});

describe('loading a register', () => {
  test('returns the same object for the register of the package', () => {
    expect(loadRegister()).toBe(register);
  });

  test('fills in what a row leaves out', () => {
    expect(loadRegister(written(row)).byId.get('REQ-ONE')).toEqual({ ...row, needs: [], planned: true });
  });

  test('takes JSON as well as YAML', () => {
    expect(loadRegister(JSON.stringify(parse(written(row)))).rows).toHaveLength(1);
  });

  test.each<[string, string, string]>([
    ['a row twice', written(row, row), 'own.yaml: REQ-ONE: is defined twice'],
    ['an unknown group', written({ ...row, group: 'other' }), 'own.yaml: REQ-ONE: no group is named other'],
    [
      'an unknown level',
      written({ ...row, level: 'MAY' }),
      'own.yaml: REQ-ONE: level must be one of MUST, SHOULD, INFO, NONE',
    ],
    ['no word of why it matters', written(without('why')), 'own.yaml: REQ-ONE: has no why'],
    ['no word of what to do', written(without('remedy')), 'own.yaml: REQ-ONE: has no remedy'],
    ['neither checks nor a reason', written(without('checks')), 'own.yaml: REQ-ONE: has no checks'],
    [
      'an empty list of checks',
      written({ ...row, checks: [] }),
      'own.yaml: REQ-ONE: checks must NOT have fewer than 1 items',
    ],
    [
      'checks that a level NONE has no use for',
      written({ ...row, level: 'NONE', reason: 'It is hard.' }),
      'own.yaml: REQ-ONE: checks must NOT have more than 0 items',
    ],
    [
      'checks and a reason',
      written({ ...row, reason: 'It is hard.' }),
      'own.yaml: REQ-ONE: reason is not allowed in a row like this',
    ],
    ['level NONE without a reason', written({ ...row, level: 'NONE' }), 'own.yaml: REQ-ONE: has no reason'],
    [
      'nothing to be derived from',
      written({ ...row, basis: 'derived' }),
      'own.yaml: REQ-ONE: has no derivedFrom',
    ],
    [
      'no source',
      written({ ...row, sources: [] }),
      'own.yaml: REQ-ONE: sources must NOT have fewer than 1 items',
    ],
    [
      'a link over http',
      written({ ...row, sources: [{ page: 'P', section: 'S', url: 'http://example.org' }] }),
      'own.yaml: REQ-ONE: sources.0.url must match pattern "^https://[^\\s]+$"',
    ],
    [
      'needs of a client',
      written({ ...row, needs: ['read'] }),
      'own.yaml: REQ-ONE: needs must NOT have more than 0 items',
    ],
    [
      'a misspelt member',
      written({ ...row, titel: 'One' }),
      'own.yaml: REQ-ONE: has an unknown member, titel',
    ],
    ['a row without an id', written(row, without('id')), 'own.yaml: row 2: has no id'],
    [
      'an address of one part',
      written({ ...row, checks: ['one'] }),
      'own.yaml: REQ-ONE: checks.0 must match pattern',
    ],
    ['no rows', 'revision: "2026-11-22"\ngroups: []\n', 'own.yaml: the register: has no requirements'],
    ['a list', '[]', 'own.yaml: the register: must be object'],
    ['nothing', '', 'own.yaml: the register: must be object'],
    [
      'text that is no YAML',
      'revision: "2026\ngroups: [',
      'own.yaml: Missing closing "quote at line 2, column 10',
    ],
  ])('names the fault of a register with %s in one line', (_name, bad, message) => {
    let said = '';
    try {
      loadRegister(bad, 'own.yaml');
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toContain(message);
    expect(said).not.toContain('\n');
  });
});

describe('a row on its own', () => {
  test('passes when an overlay writes it whole', () => {
    expect(complaintsOf('row', row)).toEqual([]);
  });

  test('may leave out why it matters and what to do', () => {
    expect(complaintsOf('row', without('why', 'remedy'))).toEqual([]);
  });

  test('names the member that is wrong', () => {
    expect(complaintsOf('row', { ...row, actor: 'server' })).toEqual([
      { at: ['actor'], says: 'must be one of client, provider; it is "server"' },
    ]);
  });
});
