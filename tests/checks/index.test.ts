import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { allChecks, providerChecks, requestChecks } from '../../src/checks';
import { loadRegister } from '../../src/contract/register/register';

const FAMILIES = ['request', 'response', 'state', 'errors', 'authorization', 'batch', 'expectation', 'http'];
const SRC = path.join(__dirname, '..', '..', 'src', 'checks');

const filesOf = (family: string): string[] =>
  readdirSync(path.join(SRC, family))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(family, file));

/** What files of a family share is no check. */
const isCheck = (file: string): boolean =>
  /\b(address: '|bodySchemaCheck\()/.test(readFileSync(path.join(SRC, file), 'utf8'));

test.each(loadRegister().rows.map((row) => [row.id, row] as const))(
  'the checks that the register gives %s are those there are',
  (id, row) => {
    const implemented = allChecks().filter(({ requirement }) => requirement === id);
    expect(implemented.map(({ address }) => address).sort()).toEqual([...row.checks].sort());
  },
);

test('every check judges a row of the register', () => {
  const { byId } = loadRegister();
  const strangers = allChecks().filter(
    ({ address, requirement }) => !byId.get(requirement)?.checks.includes(address),
  );
  expect(strangers.map(({ address, requirement }) => `${address} ${requirement}`)).toEqual([]);
});

test('no two checks share an address', () => {
  const addresses = allChecks().map(({ address }) => address);
  expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
});

test('an address is a family and a name in lower case', () => {
  for (const { address } of allChecks())
    expect(address).toMatch(new RegExp(`^(${FAMILIES.join('|')})/[a-z]+(-[a-z]+)*$`));
});

test('checks of requests judge rows of the client, checks of answers rows of the provider', () => {
  const actorOf = ({ requirement }: { requirement: string }) => loadRegister().byId.get(requirement)?.actor;
  expect(new Set(requestChecks().map(actorOf))).toEqual(new Set(['client']));
  expect(new Set(providerChecks().map(actorOf))).toEqual(new Set(['provider']));
});

test.each(FAMILIES.flatMap(filesOf).filter(isCheck))('%s has its examples beside its mirror path', (file) => {
  expect(existsSync(path.join(__dirname, file.replace(/\.ts$/, '.test.ts')))).toBe(true);
});

test.each(allChecks().map(({ address }) => address))('%s has a table of examples', (address) => {
  const tested = FAMILIES.flatMap((family) =>
    readdirSync(path.join(__dirname, family)).map((file) =>
      readFileSync(path.join(__dirname, family, file), 'utf8'),
    ),
  );
  expect(tested.some((text) => text.includes(`testCheck('${address}'`))).toBe(true);
});
