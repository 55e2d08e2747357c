// What does `drift` cost on a CSDL of 3.4 MB, on a module's OpenAPI of 1.5 MB, and on a whole one of 40 MB?
//   npm run bench:drift [-- CSDL OPENAPI [OPENAPI...]]
// Files can be given; what is not given is made. Each is read in a process of its own, as the command line reads it.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'graph-contract-bench-'));
const RUNS = 3;
const TYPE = 'temporaryAccessPassAuthenticationMethodConfiguration';
const PATH = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';
const MB = 1024 * 1024;

try {
  const [csdl = madeCsdl(3.4), ...given] = process.argv.slice(2);
  const [module_ = madeOpenApi(1.5), ...more] = given;
  console.log(`${process.version}, medians of ${RUNS} runs, each in a process of its own\n`);
  tell('CSDL', ['--csdl', csdl], 'with the slice below 2 s');
  tell('OpenAPI, YAML', ['--openapi', module_], '');
  tell('both', ['--csdl', csdl, '--openapi', module_], 'aim: 2 s');
  const whole = more.length > 0 ? more : [madeOpenApi(40), madeOpenApi(40, true)];
  for (const file of whole)
    tell(`OpenAPI, whole, ${path.extname(file)}`, ['--openapi', file], 'aim: 15 s, 1024 MB');
} finally {
  rmSync(folder, { recursive: true });
}

function tell(what, args, aim) {
  const runs = Array.from({ length: RUNS }, () => run(args));
  const seconds = median(runs.map((each) => each.seconds));
  const peak = Math.max(...runs.map((each) => each.peak));
  const size = args
    .filter((arg) => !arg.startsWith('--'))
    .reduce((sum, file) => sum + statSync(file).size, 0);
  console.log(
    `${what.padEnd(24)} ${(size / MB).toFixed(1).padStart(5)} MB  ${seconds.toFixed(2).padStart(6)} s  ${(peak / MB).toFixed(0).padStart(5)} MB at most${aim === '' ? '' : `  (${aim})`}`,
  );
}

/** One run of the command line; at its end it says how much memory it had at most. */
function run(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '-e',
      `process.argv.splice(1, 0, ${JSON.stringify(main)}); require(${JSON.stringify(main)}); process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)))`,
      'drift',
      ...args,
      '--quiet',
      '--out',
      folder,
    ],
    { encoding: 'utf8', maxBuffer: 64 * MB },
  );
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0 && status !== 1) throw new Error(`drift ended with ${status}: ${stderr}`);
  return { seconds, peak: Number(/\d+$/.exec(stderr)[0]) * 1024 };
}

function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}

/** A file of about so many MB: a start, the same with another number over and over, and an end. */
function made(name, megabytes, start, middle, end) {
  const file = path.join(folder, name);
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, start);
  for (let at = 0, written = 0; written < megabytes * MB; at += 1) {
    const piece = middle(at);
    written += piece.length;
    writeSync(descriptor, piece);
  }
  writeSync(descriptor, end);
  closeSync(descriptor);
  return file;
}

function madeCsdl(megabytes) {
  return made(
    'v1.0-Prod.csdl',
    megabytes,
    `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id" /></Key><Property Name="id" Type="Edm.String" Nullable="false" /></EntityType>
  <EntityType Name="${TYPE}" BaseType="graph.entity"><Property Name="defaultLength" Type="Edm.Int32" /></EntityType>
`,
    (at) => `  <EntityType Name="thing${at}" BaseType="graph.entity">
    <Property Name="displayName" Type="Edm.String" />
    <Property Name="createdDateTime" Type="Edm.DateTimeOffset" Nullable="false" />
    <NavigationProperty Name="members" Type="Collection(graph.thing${at})" ContainsTarget="true" />
  </EntityType>
`,
    '</Schema></edmx:DataServices></edmx:Edmx>\n',
  );
}

function madeOpenApi(megabytes, asJson = false) {
  if (asJson) return madeJson(megabytes);
  const half = megabytes / 2;
  const paths = made(
    `paths-${megabytes}.yaml`,
    half,
    `openapi: 3.0.4\ninfo:\n  title: Made\n  version: v1.0\nservers:\n  - url: https://graph.microsoft.com/v1.0/\npaths:\n`,
    (at) => pathItem(`/things${at}/{thing-id}`, `thing${at}`),
    pathItem(`${PATH}/{authenticationMethodConfiguration-id}`, 'authenticationMethodConfiguration'),
  );
  const file = path.join(folder, `openapi-${megabytes}.yaml`);
  const schemas = made(
    `schemas-${megabytes}.yaml`,
    half,
    `components:\n  schemas:\n${schema('entity')}${schema('authenticationMethodConfiguration')}`,
    (at) => schema(`thing${at}`),
    '',
  );
  spawnSync('sh', ['-c', 'cat "$1" "$2" > "$3"', 'sh', paths, schemas, file]);
  return file;
}

function pathItem(name, type) {
  return `  '${name}':
    patch:
      summary: Update the navigation property ${type}
      operationId: update_${type}
      requestBody:
        description: New navigation property values
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/microsoft.graph.${type}'
        required: true
      responses:
        2XX:
          description: Success
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/microsoft.graph.${type}'
`;
}

function schema(name) {
  return `    microsoft.graph.${name}:
      title: ${name}
      required:
        - '@odata.type'
      type: object
      properties:
        id:
          type: string
          description: The unique identifier for an entity. Read-only.
        '@odata.type':
          type: string
`;
}

function madeJson(megabytes) {
  const file = path.join(folder, `openapi-${megabytes}.json`);
  const item = (type) => {
    const content = {
      'application/json': { schema: { $ref: `#/components/schemas/microsoft.graph.${type}` } },
    };
    return { patch: { requestBody: { content }, responses: { '2XX': { description: 'Success', content } } } };
  };
  const document = {
    openapi: '3.0.4',
    paths: { [`${PATH}/{id}`]: item('authenticationMethodConfiguration') },
    components: { schemas: {} },
  };
  const properties = { id: { type: 'string', description: 'Read-only.' } };
  const { paths, components } = document;
  components.schemas['microsoft.graph.authenticationMethodConfiguration'] = { type: 'object', properties };
  for (let at = 0; at * 500 < megabytes * MB; at += 1) {
    paths[`/things${at}/{id}`] = item(`thing${at}`);
    components.schemas[`microsoft.graph.thing${at}`] = { type: 'object', properties };
  }
  writeFileSync(file, JSON.stringify(document));
  return file;
}
