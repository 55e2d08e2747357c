import path from 'node:path';
import ts from 'typescript';
import { packageFile } from '../../src/contract/package-root';

/** Arguments of an update that the client takes. */
const compiling: [name: string, update: string][] = [
  ['one member', `{ '@odata.type': TYPE, isUsableOnce: true }`],
  [
    'every member',
    `{
      '@odata.type': TYPE,
      id: 'TemporaryAccessPass',
      state: 'enabled',
      defaultLength: 12,
      defaultLifetimeInMinutes: 120,
      minimumLifetimeInMinutes: 60,
      maximumLifetimeInMinutes: 480,
      isUsableOnce: true,
      includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
      excludeTargets: [{ targetType: 'group', id: '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52' }],
    }`,
  ],
];

/** Arguments that it doesn't take, and what the compiler says of each: one error, with a code and a text. */
const failing: [name: string, update: string, code: number, text: string][] = [
  ['no @odata.type', `{ isUsableOnce: true }`, 2345, `Property '"@odata.type"' is missing`],
  [
    'another text as @odata.type',
    `{ '@odata.type': 'temporaryAccessPass' }`,
    2322,
    `Type '"temporaryAccessPass"' is not assignable to type '"#microsoft.graph.temporaryAccessPass`,
  ],
  [
    "a sibling's @odata.type",
    `{ '@odata.type': '#microsoft.graph.fido2AuthenticationMethodConfiguration' }`,
    2322,
    `Type '"#microsoft.graph.fido2AuthenticationMethodConfiguration"' is not assignable to type`,
  ],
  [
    'an @odata.type that has lost its #',
    `{ '@odata.type': 'microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration' }`,
    2322,
    'is not assignable to type',
  ],
  ['another state', `{ '@odata.type': TYPE, state: 'on' }`, 2322, `Type '"on"' is not assignable to type`],
  [
    'a misspelt member',
    `{ '@odata.type': TYPE, isUseableOnce: true }`,
    2561,
    `Did you mean to write 'isUsableOnce'?`,
  ],
  [
    'a member that there is not',
    `{ '@odata.type': TYPE, displayName: 'Pass' }`,
    2353,
    `'displayName' does not exist in type`,
  ],
  [
    'a misspelt member of a target',
    `{ '@odata.type': TYPE, includeTargets: [{ id: 'all_users', isRegistrationRequird: true }] }`,
    2561,
    `Did you mean to write 'isRegistrationRequired'?`,
  ],
  [
    'a member of included targets in an excluded one',
    `{ '@odata.type': TYPE, excludeTargets: [{ id: 'x', isRegistrationRequired: true }] }`,
    2353,
    `'isRegistrationRequired' does not exist in type`,
  ],
  [
    'a defaultLength that is text',
    `{ '@odata.type': TYPE, defaultLength: '12' }`,
    2322,
    `Type 'string' is not assignable to type 'number'`,
  ],
  [
    'a member that is null',
    `{ '@odata.type': TYPE, defaultLength: null }`,
    2322,
    `Type 'null' is not assignable to type 'number'`,
  ],
  [
    'the sentinel as a targetType',
    `{ '@odata.type': TYPE, excludeTargets: [{ id: 'x', targetType: 'unknownFutureValue' }] }`,
    2322,
    `Type '"unknownFutureValue"' is not assignable to type`,
  ],
];

const sourceOf = (update: string) => `
  import type { PolicyClient } from '../../contracts/client';
  declare const client: PolicyClient;
  declare const TYPE: '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
  export const result = client.update(${update});
  export const type = TYPE;
`;

/** The path that a snippet would have: beside this file, so that its imports are found as those from here. */
const fileOf = (name: string) => path.join(__dirname, `${name}.snippet.ts`);

/** The settings that the project itself is compiled with. */
function projectOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(packageFile('tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, packageFile());
  // Jest's types take the most time, and no snippet needs them.
  return { ...options, types: ['node'] };
}

/** Compiles the snippets as one program, since most of the time goes into the types that they share. */
function compile(snippets: readonly (readonly [name: string, update: string])[]): Map<string, string[]> {
  const sources = new Map(snippets.map(([name, update]) => [fileOf(name), sourceOf(update)]));
  const options = projectOptions();
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);

  const program = ts.createProgram([...sources.keys()], options, host);
  return new Map(
    snippets.map(([name]) => [
      name,
      ts.getPreEmitDiagnostics(program, program.getSourceFile(fileOf(name))).map(inOneLine),
    ]),
  );
}

const inOneLine = ({ code, messageText }: ts.Diagnostic) =>
  `TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;

let said: Map<string, string[]>;
beforeAll(() => {
  said = compile([...compiling, ...failing.map(([name, update]) => [name, update] as const)]);
}, 60_000);

test.each(compiling)('an update with %s compiles', (name) => {
  expect(said.get(name)).toEqual([]);
});

test.each(failing)('an update with %s does not compile', (name, _update, code, text) => {
  expect(said.get(name)).toEqual([expect.stringContaining(text)]);
  expect(said.get(name)).toEqual([expect.stringContaining(`TS${code} `)]);
});
