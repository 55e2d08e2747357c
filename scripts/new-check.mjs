// Makes the files of a new check and its row, with what is to be written marked by …:
//   npm run new:check -- RES-MINE response/mine [--client]
// It writes the row, the check, its place in the list of checks and the test of its examples, and says what is left.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const FAMILIES = ['request', 'response', 'state', 'errors', 'authorization', 'batch'];
const [id, address, ...options] = process.argv.slice(2);

/** Ends the script with one line. */
function refuse(why) {
  console.error(
    `${why}\nusage: npm run new:check -- ID family/name [--client], such as RES-MINE response/mine`,
  );
  process.exit(2);
}

if (!/^[A-Z]{3,4}(-[A-Z0-9]+)+$/.test(id ?? '')) refuse(`${id ?? 'no id'}: an id is like RES-204`);
const [, family, name] = /^([a-z]+)\/([a-z][a-z0-9-]*)$/.exec(address ?? '') ?? [];
if (!FAMILIES.includes(family))
  refuse(`${address ?? 'no address'}: a family is one of ${FAMILIES.join(', ')}`);
if (options.some((option) => option !== '--client')) refuse(`${options.join(' ')}: there is no such option`);
const actor = options.includes('--client') ? 'client' : 'provider';

const file = (...parts) => path.join(root, ...parts);
const register = file('spec', 'common', 'requirements.yaml');
const list = file('src', 'checks', 'index.ts');
const check = file('src', 'checks', family, `${name}.ts`);
const test = file('tests', 'checks', family, `${name}.test.ts`);
const variable = name.replace(/-(.)/g, (_dash, letter) => letter.toUpperCase());

const rows = readFileSync(register, 'utf8');
const checks = readFileSync(list, 'utf8');
if (rows.includes(`- id: ${id}\n`)) refuse(`${id}: spec/common/requirements.yaml has it already`);
for (const made of [check, test])
  if (existsSync(made)) refuse(`${path.relative(root, made)} is there already`);
if (new RegExp(`\\b${variable}\\b`).test(checks))
  refuse(`${variable}: src/checks/index.ts has that name already; name the check otherwise`);
/** The end of the list of the actor's checks. */
const start = checks.indexOf(`export const ${actor}Checks = `.replace('client', 'request'));
const end = checks.indexOf('\n  ]', start);
if (start === -1 || end === -1) refuse(`src/checks/index.ts has no list of checks of a ${actor}`);

writeFileSync(
  register,
  `${rows.trimEnd()}

  - id: ${id}
    level: MUST
    actor: ${actor}
    basis: stated
    group: ${family === 'request' ? 'protocol' : family}
    title: '…'
    statement: >-
      …
    why: >-
      …
    remedy: >-
      …
    sources:
      - page: 'Update page'
        section: '…'
        url: '{update}'
    checks: [${address}]
`,
);
writeFileSync(
  check,
  `import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * …
 * @see https://…
 */
export const ${variable}: ExchangeCheck = {
  address: '${address}',
  requirement: '${id}',
  needs: [],
  scope: 'exchange',
  judge(view) {
    if (view.intent !== 'update' || !view.succeeded) return undefined;
    const given = view.${actor === 'client' ? 'requestHeader' : 'responseHeader'}('x-…');
    if (given === undefined) return holds(view);
    return breaks(view, { message: '…', expected: '…', actual: given, pointer: 'header:X-…' });
  },
};
`,
);
writeFileSync(
  list,
  `${checks.slice(0, end)}\n    ${variable},${checks.slice(end)}`.replace(
    /\nimport type \{ Check,/,
    `\nimport { ${variable} } from './${family}/${name}';$&`,
  ),
);
writeFileSync(
  test,
  `import { exchange, testCheck, violates } from '../support';

testCheck('${address}', '${id}', {
  needs: [],
  holds: { '…': exchange() },
  breaks: { '…': [exchange({ ${actor === 'client' ? '' : 'answer: '}{ headers: { 'X-…': '…' } } }), violates('header:X-…', '…', '…')] },
  silent: { 'a read': exchange({ method: 'GET' }) },
});
`
    .replace('{ { headers', '{ headers')
    .replace('} } }), violates', actor === 'client' ? '} }), violates' : '} } }), violates'),
);

console.log(`Made ${id} and ${address}:
  spec/common/requirements.yaml   its row, at the end: move it to its group, and write what … stands for
  ${path.relative(root, check)}   the check
  src/checks/index.ts             its place in the list of checks
  ${path.relative(root, test)}   its examples
CONTRIBUTING.md has the checklist of what is left.`);
