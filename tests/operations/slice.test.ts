import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { packageFile } from '../../src/contract/package-root';
import { PAGES, siblings, type Known } from './support';

const placeOf = (name: string, file: string): string => packageFile('spec', 'operations', name, file);

/** What Redocly's recommended rules find in a file, or in the slices of all operations, by rule. */
function lint(...file: string[]): string[] {
  const script = packageFile('scripts', 'lint-spec.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...file], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { rule: string; message: string }[]).map(
    ({ rule, message }) => `${rule}: ${message}`,
  );
}

// All in one process each: to load what they run takes longer than to run it.
test('every slice passes the recommended rules of Redocly, none switched off', () => {
  expect(lint()).toEqual([]);
}, 30_000);

test('every slice has the types that openapi-typescript makes of it', () => {
  const script = packageFile('scripts', 'types.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 30_000);

interface Document {
  info: { title: string };
  paths: Record<string, { patch: { requestBody: { content: Record<string, { examples: Examples }> } } }>;
}
type Examples = Record<'documented' | 'stateA' | 'stateB', { value: Record<string, unknown> }>;

function examplesOf(name: string): Examples {
  const { paths } = parse(readFileSync(placeOf(name, 'openapi.yaml'), 'utf8')) as Document;
  const [item] = Object.values(paths);
  return item?.patch.requestBody.content['application/json']?.examples as Examples;
}

/** Members that no run can set by itself: a second profile of passkeys has to be there. */
const NEED_ANOTHER_OBJECT: Record<string, string[]> = {
  fido2: ['defaultPasskeyProfile'],
  // An app registration for the provider.
  externalAuthenticationMethod: ['appId'],
  // Authorities have to be in the trust store.
  x509Certificate: ['certificateAuthorityScopes'],
};

describe.each(siblings)('the slice of %s', (name, operation) => {
  const examples = examplesOf(name);

  test('is of the path, the key and the type that the pages have', () => {
    expect(operation).toMatchObject(PAGES[name as Known]);
    expect(operation.signature).toBe(`PATCH ${PAGES[name as Known].path}`);
  });

  test.each(['documented', 'stateA', 'stateB'] as const)('has an example %s that conforms', (example) => {
    const { value } = examples[example];
    if (operation.typeIsDemanded) expect(value['@odata.type']).toBe(PAGES[name as Known].type);
    expect(operation.validateUpdate(value)).toEqual([]);
  });

  test('has states A and B of the same members, and of all that are documented', () => {
    const { A, B } = operation.examples;
    expect(Object.keys(A)).toEqual(Object.keys(B));
    const needed = NEED_ANOTHER_OBJECT[name] ?? [];
    for (const member of operation.updatable.filter((each) => operation.isDocumented(each)))
      expect([member, member in A]).toEqual([member, !needed.includes(member)]);
  });

  test('has states A and B that differ in every member but the groups to exclude, of which none is known', () => {
    const { A, B } = operation.examples;
    const alike = Object.keys(A).filter((member) => JSON.stringify(A[member]) === JSON.stringify(B[member]));
    const empty = 'excludeTargets' in A ? ['excludeTargets'] : [];
    expect(alike).toEqual(empty);
    for (const member of empty) expect([A[member], B[member]]).toEqual([[], []]);
  });
});

test('the parts of keyRestrictions differ from state A to state B', () => {
  const { stateA, stateB } = examplesOf('fido2');
  const [one, other] = [stateA, stateB].map(
    ({ value }) => value['keyRestrictions'] as Record<string, unknown>,
  );
  for (const part of ['isEnforced', 'enforcementType', 'aaGuids'])
    expect(one?.[part]).not.toEqual(other?.[part]);
});

test('the linter follows what a slice refers to beside it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'slice-'));
  try {
    const broken = path.join(folder, 'operations', 'sms', 'openapi.yaml');
    mkdirSync(path.dirname(broken), { recursive: true });
    mkdirSync(path.join(folder, 'common'));
    copyFileSync(packageFile('spec', 'common', 'openapi.yaml'), path.join(folder, 'common', 'openapi.yaml'));
    const text = readFileSync(placeOf('sms', 'openapi.yaml'), 'utf8');
    expect(text).toContain('excludeTargets: []');
    writeFileSync(broken, text.replace('excludeTargets: []', 'excludeTargets: [{ id: 1 }]'));
    expect(lint(broken)).toEqual([expect.stringContaining('no-invalid-media-type-examples')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 30_000);
