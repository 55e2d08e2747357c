// What do hostile files cost? Each kind of crafted content, up to 10 MB of it, in each input of the commands: time, peak
// memory and exit code, beside the limits of 5 s and 300 MB. Of hostile peers tells bench/hostile-peers.mjs.
// What is held to the limit is how long a person waits: the clock, or, on a machine that does other things too, the time
// of the processor, which counts the threads that collect garbage beside the run. Ends with 1 where a limit is passed.
//   npm run bench:hostile [-- KIND...]
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const SIZE = 10_000_000;
const MOST = { seconds: 5, megabytes: 300 };
/** After this a command is ended, and counts as one that never does. */
const PATIENCE = 120_000;

const folder = mkdtempSync(path.join(tmpdir(), 'bench-hostile-'));
const fill = (piece, size = SIZE) => piece.repeat(Math.floor(size / piece.length));
const url =
  'https://graph.microsoft.com/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const line = (request, response) =>
  `${JSON.stringify({ request: { method: 'PATCH', url, headers: {}, ...request }, ...(response && { response }) })}\n`;
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const wide = () => `{${Array.from({ length: 500_000 }, (_, at) => `"k${at}":[${at}]`).join(',')}}`;
const multiplied = Array.from({ length: 30 }, (_, at) =>
  at === 0
    ? 'a0: &a0 [x]'
    : `a${at}: &a${at} [${Array(10)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
).join('\n');

/** Content that is no document of any command, in JSON and in YAML. */
const CONTENT = {
  'nested lists': fill('['),
  'nested objects': fill('{"a":'),
  'whole nested lists': '['.repeat(SIZE / 2) + ']'.repeat(SIZE / 2),
  'wide object': wide(),
  'wide list': `[${fill('[],')}[]]`,
  'one long text': JSON.stringify('a'.repeat(SIZE)),
  'hostile names': `{${fill('"toString":1,"__proto__":{"toString":2},"constructor":3,')}"a":1}`,
  'aliases that multiply': multiplied,
  'deep indentation': Array.from({ length: 4000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
  'many keys': Array.from({ length: 700_000 }, (_, at) => `k${at}: 1`).join('\n'),
  'documents on one line': fill('{}'),
  'escapes that are none': `"${fill('\\q', 1_000_000)}"`,
  'line ends': '\n'.repeat(SIZE),
  blanks: ' '.repeat(SIZE),
};

/** A small record, so that a command has something beside its hostile input. */
const record = file('record.ndjson', line({ body: { '@odata.type': 'x' } }));

const fixture = readFileSync(
  new URL('../tests/drift/fixtures/temporaryAccessPass/resource.md', import.meta.url),
  'utf8',
);
const page = file('page.md', fixture);
/** The page of the resource with something else in what describes a property. */
const pageWith = (text) =>
  fixture.replace(/(\|defaultLength\|Int32\|).*\|/, (_, start) => `${start}${text}|`);

/** The inputs of the commands: what each is called with. */
const INPUTS = {
  'check, a file': (name) => ['check', name],
  'restore, journal': (name) => {
    mkdirSync(path.join(folder, 'journals'), { recursive: true });
    copyFileSync(name, path.join(folder, 'journals', `${'0'.repeat(24)}.journal.json`));
    return ['restore', '--journal', 'journals'];
  },
  'drift, ledger': (name) => ['drift', '--docs', page, '--ledger', name],
  'check, waivers': (name) => ['check', record, '--waivers', name],
  'check, baseline': (name) => ['check', record, '--baseline', name],
  'check, overlay': (name) => ['check', record, '--overlay', name],
  'check, configuration': (name) => ['check', record, '--config', name],
  'judge, evidence': (name) => ['judge', name],
  'merge, reports': (name) => ['merge', name, name],
  'diff, reports': (name) => ['diff', name, name],
  'strength, fleet': (name) => ['strength', '--faults', name],
  'verify, Pact': (name) => ['verify', '--pact', name],
  'drift, page': (name) => ['drift', '--docs', name],
  'drift, CSDL': (name) => ['drift', '--csdl', name],
  'drift, OpenAPI': (name) => ['drift', '--openapi', name],
};

/** Exchanges and pages whose texts are made to cost much. */
const TEXTS = {
  'beginnings of tokens': '-eyJabcdefgh',
  'question marks': '?',
  'blanks in a text': ' ',
  'brackets in a text': '[',
  announcements: 'values are ',
  digits: '1',
};

function file(name, text) {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
}

function* trials() {
  for (const [kind, text] of Object.entries(CONTENT)) {
    const name = file('content', text);
    for (const [input, args] of Object.entries(INPUTS)) yield { kind, input, args: args(name) };
  }
  for (const [kind, piece] of Object.entries(TEXTS)) {
    const text = fill(piece);
    const places = {
      'check, a body': line({ body: text }),
      'check, Authorization': line({ headers: { Authorization: `Bearer ${text}.` } }),
      'check, a URL': line({ url: `${url}?${text}` }),
      'check, a header': line({ headers: { 'X-Debug': text } }),
    };
    for (const [input, content] of Object.entries(places))
      yield { kind, input, args: ['check', file('lines.ndjson', content)] };
    for (const [input, content] of [
      ['drift, page', `# Update\n\n${text}\n`],
      ['drift, page of 500 KB', `# Update\n\n${text.slice(0, 500_000)}\n`],
      ['drift, cell of 64 KB', pageWith(text.slice(0, 64_000))],
      ['drift, cell of 450 KB', pageWith(text.slice(0, 450_000))],
    ])
      yield { kind, input, args: ['drift', '--docs', file('hostile.md', content)] };
  }
  for (const [kind, text] of Object.entries(RECORDS))
    yield { kind, input: 'check, a record', args: ['check', file('hostile-record', text())] };
  for (const [kind, text] of Object.entries(EVIDENCE))
    yield { kind, input: 'judge, evidence', args: ['judge', file('hostile-evidence.ndjson', text())] };
  for (const [kind, text] of Object.entries(SCHEMAS))
    yield { kind, input: 'drift, CSDL', args: INPUTS['drift, CSDL'](file('hostile.csdl', text())) };
  yield { kind: 'schemas by many ways', input: 'drift, OpenAPI', args: ['drift', '--openapi', manyWays()] };
  for (const [kind, text] of Object.entries(REPORTS)) {
    const name = file('hostile-report.json', text());
    for (const input of ['check, baseline', 'merge, reports', 'diff, reports'])
      yield { kind, input, args: INPUTS[input](name) };
  }
}

const small = { '@odata.type': TYPE, isUsableOnce: true };
const answer = (headers, body = null, status = 204) => ({ status, headers, body });
const repeated = (make, size = SIZE) => {
  const parts = [];
  for (let length = 0; length < size; length += parts.at(-1).length) parts.push(make(parts.length));
  return parts;
};
const entryOf = (request, response) =>
  JSON.stringify({
    request: { method: 'PATCH', url, headers: [], ...request },
    ...(response && { response }),
  });
const har = (entries, beside = '') =>
  `{"log":{"version":"1.2",${beside}"entries":[\n${entries.join(',\n')}\n]}}`;
const pact = (response = {}) =>
  JSON.stringify({
    consumer: { name: 'c' },
    provider: { name: 'p' },
    metadata: { pactSpecification: { version: '3.0.0' } },
    interactions: [
      { description: 'd', request: { method: 'PATCH', path: new URL(url).pathname, body: small }, response },
    ],
  });
const item = (at, body = small) => ({
  id: String(at),
  method: 'PATCH',
  url: new URL(url).pathname.replace('/v1.0', ''),
  headers: { 'Content-Type': 'application/json' },
  body,
});
const batchLine = (requests) =>
  line({
    method: 'POST',
    url: 'https://graph.microsoft.com/v1.0/$batch',
    headers: { 'Content-Type': 'application/json' },
    body: { requests },
  });

/** Records of traffic that are made to cost much. */
const RECORDS = {
  'lines of {}': () => fill('{}\n'),
  'lines of small objects': () => repeated((at) => `{"a":${at}}\n`).join(''),
  'lines that begin objects': () => fill('{\n'),
  'lines of words': () => fill('x\n'),
  'lines of blanks': () => fill(' \r\n'),
  'many exchanges': () =>
    repeated((at) =>
      line({ headers: { 'X-Count': String(at) }, body: { ...small, defaultLength: at } }),
    ).join(''),
  'many exchanges that break': () =>
    repeated((at) => line({ body: { [`a${at}`]: at } }, answer({}, { error: { code: `c${at}` } }, 400))).join(
      '',
    ),
  'many tokens': () =>
    repeated((at) =>
      line({ headers: { Authorization: `Bearer token-of-${at}-0123456789` }, body: small }),
    ).join(''),
  'many cookies': () =>
    repeated((at) =>
      line(
        { body: small },
        answer({
          'Set-Cookie': Array.from(
            { length: 900 },
            (_, each) => `c${each}=new-${at}-${each}-0123456789; Path=/`,
          ),
        }),
      ),
    ).join(''),
  'wide update': () =>
    line({ body: Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at])) }),
  'many wide updates': () =>
    repeated((at) =>
      line({
        body: {
          ...small,
          at,
          includeTargets: Array.from({ length: 2000 }, () => ({ targetType: 'group', id: 'x' })),
        },
      }),
    ).join(''),
  'keys that differ in case': () =>
    line({
      body: `{${Array.from({ length: 20_000 }, (_, at) => `"${[...'defaultlength'].map((c, bit) => ((at >> bit) & 1 ? c.toUpperCase() : c)).join('')}":${at}`).join(',')}}`,
    }),
  'a batch of many': () => batchLine(Array.from({ length: 8_000 }, (_, at) => item(at))),
  'many batches': () => repeated(() => batchLine(Array.from({ length: 20 }, (_, at) => item(at)))).join(''),
  'batches of many of others': () =>
    repeated(() => batchLine(Array.from({ length: 50_000 }, () => ({ method: '', url: '' })))).join(''),
  'many parameters': () =>
    repeated((at) =>
      line({
        url: `${url}?${Array.from({ length: 1000 }, (_, each) => `p${each}=v${each * at}x`).join('&')}`,
      }),
    ).join(''),
  'many members that nobody knows': () =>
    repeated((at) =>
      line({ body: Object.fromEntries(Array.from({ length: 2000 }, (_, each) => [`m${each}`, at])) }),
    ).join(''),
  'a batch with one id': () => batchLine(Array.from({ length: 8_000 }, () => item(1))),
  'HAR whose pages nest 100,000 deep': () =>
    har([entryOf({})], `"pages":${'['.repeat(100_000)}${']'.repeat(100_000)},`),
  'HAR whose pages are 10 MB': () => har([entryOf({})], `"pages":[${fill('{"id":1},')}1],`),
  'HAR of empty entries': () => har([`${fill('{},')}{}`]),
  'HAR of many logs': () => `{${fill('"log":{"entries":[]},')}"a":1}`,
  'HAR of many entries': () => har(repeated((at) => entryOf({ comment: at }))),
  'HAR with a text of 60 MB': () => har([entryOf({ postData: { text: 'a'.repeat(60_000_000) } })]),
  'HAR in one line with a text of 60 MB': () =>
    har([entryOf({ postData: { text: 'a'.repeat(60_000_000) } })]).replaceAll('\n', ''),
  'line with a text of 60 MB': () => line({ body: 'a'.repeat(60_000_000) }),
  'lines of 2 MB': () => repeated(() => line({ body: 'a '.repeat(1_000_000) })).join(''),
  'lines of 1 MB': () => repeated(() => line({ body: '["'.repeat(400_000) })).join(''),
  'Pact with many rules': () =>
    pact({
      body: { a: Array.from({ length: 60_000 }, () => 1) },
      matchingRules: {
        body: Object.fromEntries(
          Array.from({ length: 60_000 }, (_, at) => [`$.a[${at}]`, { matchers: [{ match: 'type' }] }]),
        ),
      },
    }),
  'Pact with rules for headers': () =>
    pact({
      headers: Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`X-${at}`, 'a'])),
      matchingRules: {
        header: Object.fromEntries(
          Array.from({ length: 100_000 }, (_, at) => [`X-${at}`, { matchers: [{ match: 'type' }] }]),
        ),
      },
    }),
  'Pact with rules by many ways': () =>
    pact({
      body: { a: Array.from({ length: 100_000 }, () => ({ a: { a: { a: 1 } } })) },
      matchingRules: {
        body: Object.fromEntries(
          Array.from({ length: 32 }, (_, bits) => [
            `$${[16, 8, 4, 2, 1].map((bit) => (bits & bit ? '.*' : '.a')).join('')}`,
            { matchers: [{ match: 'type' }] },
          ]),
        ),
      },
    }),
  'Pact of many interactions': () =>
    pact().replace(/"interactions":\[.*\]/, () => {
      const interaction = (at) =>
        JSON.stringify({
          description: String(at),
          request: { method: 'PATCH', path: new URL(url).pathname, body: small },
          response: { status: 204 },
        });
      return `"interactions":[${repeated(interaction).join(',')}]`;
    }),
};

/** Sound schemas that say more of the type than anybody compares. */
const TAP = TYPE.split('.').pop();
const csdl = (types) =>
  `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">${types}</Schema></edmx:DataServices></edmx:Edmx>`;
const property = (at) => `<Property Name="p${at}" Type="Edm.String"/>`;
const SCHEMAS = {
  'CSDL of many properties': () =>
    csdl(`<EntityType Name="${TAP}">${repeated(property).join('')}</EntityType>`),
  'CSDL of many attributes': () =>
    csdl(`<EntityType ${repeated((at) => `a${at}="" `).join('')}Name="${TAP}"/>`),
  'CSDL of many bases': () =>
    csdl(
      `<EntityType Name="${TAP}" BaseType="microsoft.graph.t0"/>${repeated(
        (at) =>
          `<EntityType Name="t${at}" BaseType="microsoft.graph.t${at + 1}">${property(at)}</EntityType>`,
      ).join('')}`,
    ),
  'CSDL of many members': () =>
    csdl(
      `<EntityType Name="${TAP}"/><EnumType Name="authenticationMethodState">${repeated(
        (at) => `<Member Name="m${at}" Value="${at}"/>`,
      ).join('')}</EnumType>`,
    ),
};

/** An OpenAPI description whose schemas lead to each other by four ways each, which makes 4^19 of them in all. */
function manyWays() {
  const base = (at) => ({ $ref: `#/components/schemas/s${at}` });
  const schemas = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`s${at}`, { allOf: Array(4).fill(base(at + 1)) }]),
  );
  const path = new URL(url).pathname.replace('/v1.0', '').replace('TemporaryAccessPass', '{id}');
  const description = {
    openapi: '3.0.0',
    info: { title: 'x', version: 'v1.0' },
    paths: { [path]: { patch: {} } },
    components: { schemas: { ...schemas, [`microsoft.graph.${TAP}`]: base(0) } },
  };
  return file('many-ways.json', JSON.stringify(description));
}

/** A report of this suite, and what is made of it. */
function reportOf(change) {
  spawnSync(process.execPath, [CLI, 'check', record, '--out', 'own', '--quiet'], { cwd: folder });
  return JSON.stringify(change(JSON.parse(readFileSync(path.join(folder, 'own', 'report.json'), 'utf8'))));
}
const REPORTS = {
  'report of many findings': () =>
    reportOf((report) => ({
      ...report,
      findings: Array.from({ length: 20_000 }, (_, at) => ({
        ...report.findings[0],
        message: `m${at}`,
        curl: 'c'.repeat(200),
      })),
    })),
  'report of one long finding': () =>
    reportOf((report) => ({
      ...report,
      findings: [{ ...report.findings[0], message: 'a '.repeat(4_900_000) }],
    })),
  'report of many exchanges': () =>
    reportOf((report) => ({
      ...report,
      exchanges: Array.from({ length: 30_000 }, (_, at) => ({
        ...report.exchanges[0],
        id: `x${at}`,
        shown: undefined,
      })),
    })),
};

/** Runs a faulty provider and a command that verifies it, since a provider of this process could not answer meanwhile. */
const VERIFYING = `
  const { behaviourOf, startFaulty } = require(process.argv[1]);
  void startFaulty(behaviourOf('merge-first-member-only'), {}).then(({ url, close }) =>
    require('node:child_process')
      .spawn(process.execPath, [process.argv[2], 'verify', '--provider', url, '--out', 'verified', '--quiet'])
      .on('exit', close),
  );`;

/**
 * Evidence of a run against that provider, over and over, with other values in each read, so that hardly any finding is
 * like another one.
 */
function evidence(change) {
  if (!existsSync(path.join(folder, 'verified')))
    spawnSync(
      process.execPath,
      ['-e', VERIFYING, path.join(path.dirname(CLI), '..', 'fleet', 'faults'), CLI],
      { cwd: folder, env: { ...process.env, GRAPH_TOKEN: 'test~Policy.ReadWrite.AuthenticationMethod' } },
    );
  const lines = readFileSync(path.join(folder, 'verified', 'evidence.ndjson'), 'utf8')
    .trim()
    .split('\n');
  const small = lines
    .slice(1, -1)
    .filter((each) => each.length < 6000 && JSON.parse(each).kind === 'exchange');
  const many = [];
  for (let size = 0; size < 0.99 * SIZE; size += many.at(-1).length)
    many.push(again(JSON.parse(small[many.length % small.length]), many.length, change));
  return [lines[0], ...many, lines.at(-1), ''].join('\n');
}

function again(exchange, at, change) {
  exchange.id = `x${at}`;
  if (exchange.context) change(exchange.context);
  const { request, response } = exchange;
  if (request.method === 'GET' && response?.status === 200) {
    const policy = JSON.parse(response.body.data);
    const limits = { minimumLifetimeInMinutes: 10 + at, maximumLifetimeInMinutes: 20_000 + at };
    response.body.data = JSON.stringify({ ...policy, defaultLength: 8 + (at % 41), ...limits });
  }
  return JSON.stringify(exchange);
}
const EVIDENCE = {
  'evidence of many findings': () => evidence(() => undefined),
  'evidence of one scenario': () => evidence((context) => (context.scenario = 'one')),
};

/** Runs a command, which writes its peak down when it ends. */
function measured(args) {
  const peakFile = path.join(folder, 'peak');
  rmSync(peakFile, { force: true });
  const note = `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(peakFile)},JSON.stringify(process.resourceUsage())))`;
  const start = performance.now();
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(note)}`, CLI, ...args],
    { cwd: folder, encoding: 'utf8', timeout: PATIENCE, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 },
  );
  const clock = (performance.now() - start) / 1000;
  let [seconds, megabytes] = [NaN, NaN];
  try {
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(peakFile, 'utf8'));
    [seconds, megabytes] = [(userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024];
  } catch {
    // It was ended from outside.
  }
  return { seconds, clock, megabytes, exit: status ?? signal, trace: /\n\s+at .+:\d+:\d+/.test(stderr) };
}

const wanted = process.argv.slice(2);
let over = 0;
try {
  console.log(`${'kind'.padEnd(40)}${'input'.padEnd(24)}     cpu   clock      peak  exit`);
  for (const { kind, input, args } of trials()) {
    if (wanted.length > 0 && !wanted.some((word) => `${kind} ${input}`.includes(word))) continue;
    const { seconds, clock, megabytes, exit, trace } = measured(args);
    const isOver =
      !(Math.min(seconds, clock) <= MOST.seconds && megabytes <= MOST.megabytes) ||
      trace ||
      ![0, 1, 2, 3].includes(exit);
    if (isOver) over += 1;
    console.log(
      `${kind.padEnd(40)}${input.padEnd(24)}${seconds.toFixed(1).padStart(6)} s${clock.toFixed(1).padStart(6)} s${megabytes.toFixed(0).padStart(7)} MB  ${exit}${trace ? '  with a stack trace' : ''}${isOver ? '  OVER' : ''}`,
    );
  }
  console.log(`${over} over ${MOST.seconds} s or ${MOST.megabytes} MB, or with no documented exit code`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = over > 0 ? 1 : 0;
