import { operationNamed, operationNames } from '../../src/contract/operation';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { behaviourOf, faultIds } from '../../src/fleet/faults';
import { loadRegister, registerOf } from '../../src/contract/register/register';
import { packageFile } from '../../src/contract/package-root';
import { fleetOf, levelOf, loadFaults, loadVariants } from '../../src/fleet/fleet';

const register = loadRegister();
const faults = loadFaults();
const variants = loadVariants();
const listed = [...faults, ...variants].map(({ id }) => id);

const doubles = (names: readonly string[]): string[] =>
  names.filter((name, index) => names.indexOf(name) < index);

test('every id stands in the catalogues once', () => {
  expect(doubles(listed)).toEqual([]);
  // What the measurement calls the provider without a fault.
  expect(listed).not.toContain('baseline');
});

test('every id stands in the sources once', () => {
  expect(doubles(faultIds())).toEqual([]);
});

test('the catalogues and the sources have the same ids', () => {
  expect(listed.filter((id) => !faultIds().includes(id))).toEqual([]);
  expect(faultIds().filter((id) => !listed.includes(id))).toEqual([]);
});

test('every id has a behaviour, and nothing else has one', () => {
  expect(faultIds().filter((id) => behaviourOf(id) === undefined)).toEqual([]);
  expect(behaviourOf('nobody')).toBeUndefined();
});

test('every fault breaks rows of the provider', () => {
  // Those of the default operation, those on updates that are answered with the policy, on other DELETEs, and on policies below.
  const names = [
    ...['temporaryAccessPass', 'qrCodePin', 'verifiableCredentials', 'externalAuthenticationMethod'],
    'authenticationMethodsPolicy',
  ];
  const rows = names.flatMap((name) => registerOf(operationNamed(name)).rows);
  const judged = new Set(
    rows.filter(({ actor, level }) => actor === 'provider' && level !== 'NONE').map(({ id }) => id),
  );
  const strangers = faults.flatMap(({ id, breaks, also = [] }) =>
    [breaks, ...also].filter((row) => !judged.has(row)).map((row) => `${id}: ${row}`),
  );
  expect(strangers).toEqual([]);
});

test('every entry says in one line what it is about', () => {
  const wordless = [...faults, ...variants].filter(({ says }) => !/^\S.{5,110}\S$/.test(says));
  expect(wordless.map(({ id }) => id)).toEqual([]);
});

test('variants differ, and say of themselves nothing but what a user could say to verify', () => {
  const known = [
    'lacks',
    'settle',
    'headers',
    'basePath',
    'tls',
    'tenant',
    'groups',
    'users',
    'contexts',
    'basis',
  ];
  const strangers = [...variants, ...faults].flatMap(({ options = {} }) =>
    Object.keys(options).filter((name) => !known.includes(name)),
  );
  expect(strangers).toEqual([]);
  expect(doubles(variants.map(({ says }) => says))).toEqual([]);
  expect(variants.length).toBeGreaterThanOrEqual(30);
});

test('a catalogue holds a list, and nothing beside it', () => {
  for (const name of ['faults', 'variants']) {
    const text = readFileSync(packageFile('spec', `${name}.yaml`), 'utf8');
    expect(Object.keys(parse(text) as object)).toEqual([name]);
  }
});

test('the level of a fault is that of its row', () => {
  const of = (breaks: string) => levelOf({ id: 'a', breaks, says: '' }, register);
  expect(['RES-204', 'RES-REQID', 'RES-CT', 'NOBODY'].map(of)).toEqual(['MUST', 'SHOULD', 'INFO', 'NONE']);
});

test('every fault and every variant applies to an operation', () => {
  const fleets = operationNames().map((name) => fleetOf(registerOf(operationNamed(name))));
  const applied = new Set(
    fleets.flatMap((fleet) => [...fleet.faults, ...fleet.variants]).map(({ id }) => id),
  );
  expect([...faults, ...variants].filter(({ id }) => !applied.has(id))).toEqual([]);
});

test('a fault that shows behind a refusal is there where a row demands the refusal', () => {
  const behind = loadFaults().filter(({ given }) => given);
  expect(behind.length).toBeGreaterThan(0);
  for (const name of operationNames()) {
    const of = registerOf(operationNamed(name));
    const ids = new Set(fleetOf(of).faults.map(({ id }) => id));
    for (const { id, given = [] } of behind)
      if (ids.has(id)) expect(given.filter((row) => !of.byId.has(row))).toEqual([]);
  }
});

test('a policy has the faults of what its reads show and of what an update can set, and no others', () => {
  const idsOf = (name: string): string[] =>
    fleetOf(registerOf(operationNamed(name))).faults.map(({ id }) => id);
  const [policy, certificate] = [idsOf('authenticationMethodsPolicy'), idsOf('x509Certificate')];
  const ofReads = ['read-type-missing', 'read-state-boolean', 'read-empty-collection-null'];
  expect(certificate).toEqual(expect.arrayContaining(ofReads));
  expect(policy.filter((id) => ofReads.includes(id))).toEqual([]);
  expect(policy).toEqual(
    expect.arrayContaining([
      'atomicity-front-stored',
      'sometimes-long-body-dropped',
      'odata-type-prefix-taken',
    ]),
  );
});
