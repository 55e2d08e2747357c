// What do hostile files cost? Each kind of crafted content, up to 10 MB of it, in each input of the commands: time, peak
// memory and exit code, beside the limits of 5 s and 300 MB. Ends with 1 where one of them is passed.
//   npm run bench:hostile [-- KIND...]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const SIZE = 10_000_000;
const MOST = { seconds: 5, megabytes: 300 };
/** After this a command is ended, and counts as one that never does. */
const PATIENCE = 60_000;

const folder = mkdtempSync(path.join(tmpdir(), 'bench-hostile-'));
const fill = (piece, size = SIZE) => piece.repeat(Math.floor(size / piece.length));
const url =
  'https://graph.microsoft.com/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const line = (request, response) =>
  `${JSON.stringify({ request: { method: 'PATCH', url, headers: {}, ...request }, ...(response && { response }) })}\n`;
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
  'line ends': '\n'.repeat(SIZE),
  blanks: ' '.repeat(SIZE),
};

/** A small record, so that a command has something beside its hostile input. */
const record = file('record.ndjson', line({ body: { '@odata.type': 'x' } }));

/** The inputs of the commands: what each is called with. */
const INPUTS = {
  'check, a file': (name) => ['check', name],
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
    yield { kind, input: 'drift, page', args: ['drift', '--docs', file('page.md', `# Update\n\n${text}\n`)] };
  }
}

/** Runs a command, which writes its peak down when it ends. */
function measured(args) {
  const peakFile = path.join(folder, 'peak');
  rmSync(peakFile, { force: true });
  const note = `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(peakFile)},String(process.resourceUsage().maxRSS)))`;
  const start = performance.now();
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(note)}`, CLI, ...args],
    { cwd: folder, encoding: 'utf8', timeout: PATIENCE, maxBuffer: 64 * 1024 * 1024 },
  );
  const seconds = (performance.now() - start) / 1000;
  let megabytes = NaN;
  try {
    megabytes = Number(readFileSync(peakFile, 'utf8')) / 1024;
  } catch {
    // It was ended from outside.
  }
  return { seconds, megabytes, exit: status ?? signal, trace: /\n\s+at .+:\d+:\d+/.test(stderr) };
}

const wanted = process.argv.slice(2);
let over = 0;
try {
  console.log(`kind${' '.repeat(22)}input${' '.repeat(19)}    time      peak  exit`);
  for (const { kind, input, args } of trials()) {
    if (wanted.length > 0 && !wanted.some((word) => `${kind} ${input}`.includes(word))) continue;
    const { seconds, megabytes, exit, trace } = measured(args);
    const isOver =
      !(seconds <= MOST.seconds && megabytes <= MOST.megabytes) || trace || ![0, 1, 2, 3].includes(exit);
    if (isOver) over += 1;
    console.log(
      `${kind.padEnd(26)}${input.padEnd(24)}${seconds.toFixed(1).padStart(6)} s${megabytes.toFixed(0).padStart(7)} MB  ${exit}${trace ? '  with a stack trace' : ''}${isOver ? '  OVER' : ''}`,
    );
  }
  console.log(`${over} over ${MOST.seconds} s or ${MOST.megabytes} MB, or with no documented exit code`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = over > 0 ? 1 : 0;
