import path from 'node:path';
import ts from 'typescript';
import { packageFile } from '../../src/contract/package-root';

/** What is given to `expect` in the snippets. */
const GIVEN = `
  declare const plain: { method: string; url: string; body?: unknown };
  declare const response: Response;
  declare const maybe: Request | undefined;
  declare const coming: Promise<Response>;
  declare const unknownOne: unknown;
`;

/** Statements that compile. */
const compiling = [
  'expect(plain).toConformToContract();',
  "expect(plain).not.toConformToContract({ only: ['RES-204'], strict: true, to: 'read', subject: 'client' });",
  'async () => { await expect(response).toConformToContract(); };',
  'async () => { await expect({ request: plain, response }).toConformToContract(); };',
  'async () => { await expect(coming).resolves.toBeNoContent(); };',
  'async () => { await expect(maybe).not.toCarryODataType(); };',
  'async () => { await expect(unknownOne).toBeNoContent(); };',
  "describeContract({ provider: 'https://localhost:8443/v1.0', token: 'x', lacks: ['batch'], skip: ['state/*'] });",
  'const promise: Promise<void> = expect(response).toBeNoContent(); void promise;',
  'expect.extend(matchers);',
];

/** Statements that do not, and what the compiler says. */
const failing: [statement: string, said: string][] = [
  ['expect(response.status).toBeNoContent();', "Type 'never' has no call signatures"],
  ["expect('text').toConformToContract();", "Type 'never' has no call signatures"],
  ['expect(plain).toConformToContract({ onyl: [] });', "'onyl' does not exist in type"],
  ["expect(plain).toConformToContract({ to: 'write' });", 'is not assignable to type'],
  ['expect(response).toBeNoContent(204);', 'Expected 0 arguments, but got 1'],
  ['expect(response).toBeNoContents();', 'does not exist on type'],
  ["describeContract({ lacks: ['patch'] });", 'is not assignable to type'],
  ['describeContract({ pact: {} });', "'pact' does not exist in type"],
];

const every = [...compiling, ...failing.map(([statement]) => statement)];

/** The ways in which `expect` and the matchers come into a file. */
const ways: [way: string, imports: string][] = [
  ["Jest's globals", `import { describeContract, matchers } from '../../src/jest/index.js';`],
  [
    '@jest/globals',
    `import { expect } from '@jest/globals';
     import { describeContract, matchers } from '../../src/jest/index.js';`,
  ],
  [
    'Vitest',
    `import { expect } from 'vitest';
     import { describeContract, matchers } from '../../src/jest/vitest.mjs';`,
  ],
];

let said: Map<string, string[]>;
beforeAll(() => {
  said = compile();
}, 180_000);

describe.each(ways)('with %s', (way) => {
  test.each(compiling)('%s compiles', (statement) => {
    expect(said.get(`${way}: ${statement}`)).toEqual([]);
  });

  test.each(failing)('%s does not compile', (statement, message) => {
    expect(said.get(`${way}: ${statement}`)).toEqual([expect.stringContaining(message)]);
  });
});

/** A program of files that are nowhere but here. */
function programOf(sources: ReadonlyMap<string, string>, further: object = {}): ts.Program {
  const { config } = ts.readConfigFile(packageFile('tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, ...further },
    packageFile(),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  return ts.createProgram([...sources.keys()], options, host);
}

/** Compiles each statement in a file of its own, all as one program, since the types that they share take the time. */
function compile(): Map<string, string[]> {
  const files = ways.flatMap(([way, imports]) =>
    every.map((statement) => ({
      name: `${way}: ${statement}`,
      text: `${imports}\n${GIVEN}\n${statement}\nvoid [describeContract, matchers, expect];`,
    })),
  );
  // ES modules, so that Vitest may be imported from a CommonJS package.
  const sources = new Map(
    files.map(({ text }, at) => [path.join(__dirname, `snippet-${at}.mts`), text] as const),
  );
  const program = programOf(sources);
  return new Map(
    [...sources.keys()].map((file, at) => [
      files[at]?.name as string,
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(file))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
    ]),
  );
}

test('the matchers have their types where they are loaded before Vitest, in both module systems', () => {
  const text = `import '../../src/jest/vitest.mjs'; import { expect } from 'vitest'; ${GIVEN}
    async () => { await expect(response).toBeNoContent(); };
    expect(plain).toConformToContract({ strict: true });
    // @ts-expect-error -- there is no such option
    expect(plain).toConformToContract({ onyl: [] });
    export {};`;
  const files = ['order.mts', 'order.cts'].map((file) => path.join(__dirname, file));
  const program = programOf(new Map(files.map((file) => [file, text])), {
    ...{ module: 'nodenext', moduleResolution: 'nodenext' },
  });
  const said = files.flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)));
  expect(said.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([]);
}, 180_000);
