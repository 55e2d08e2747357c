import fc from 'fast-check';
import { commandLine, temporaryFolder } from '../../cli/support';
import { furnished, inputsIn, type Input } from './inputs';
import { triedText } from './trial';

/**
 * Sound inputs that are changed by chance, before the commands that read them. A run of the slow tests has a few of them,
 * always the same; `npm run fuzz` goes on for as long as it is told to, from a seed of its own, and names the seed and
 * the path that show a failure again (FUZZ_SEED, FUZZ_PATH).
 */
const { FUZZ_SECONDS, FUZZ_SEED, FUZZ_PATH } = process.env;
const seed = FUZZ_SEED === undefined ? 21 : Number(FUZZ_SEED);
const LONG = FUZZ_SECONDS !== undefined;

const folder = temporaryFolder();
const run = commandLine(folder);
let inputs: Record<string, Input>;
beforeAll(async () => (inputs = await furnished(folder, run)));

/** What parsers trip over. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ',',
    ':',
    '\\',
    '\n',
    '\r',
    '\t',
    ' ',
    '\0',
    '\ufeff',
    '\ud800',
    '|',
    '#',
    '- ',
  ],
  ...[
    '&a ',
    '*a',
    '<<: ',
    '!!set ',
    '? ',
    '---\n',
    '%YAML 1.3\n',
    '{}',
    '[]',
    'null',
    'true',
    '1e999',
    '-0',
    '0x1',
  ],
  ...[
    '"__proto__":',
    'constructor: ',
    '"toString":1,',
    '9007199254740993',
    '<a>',
    '</a>',
    '&b;',
    '<!--',
    ']]>',
  ],
  ...[
    '`',
    '```',
    '](',
    '![',
    '$ref',
    '"kind":"run"',
    '\\u0000',
    'x'.repeat(5000),
    '['.repeat(300),
    '2026-13-45',
  ],
];
/** Where a change stands in a text, from 0 to 1, how long what it takes away is, and what it puts there, how often. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  takes: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(2000)),
  puts: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES), fc.constant(undefined)),
  times: fc.oneof(fc.constant(1), fc.nat(40)),
});

function changed(
  sound: string,
  changes: readonly { at: number; takes: number; puts?: string; times: number }[],
): string {
  let text = sound;
  for (const { at, takes, puts, times } of changes) {
    const start = Math.floor(at * text.length);
    const end = start + takes;
    // What is taken is put back several times, where nothing else is.
    text = text.slice(0, start) + (puts ?? text.slice(start, end)).repeat(times) + text.slice(end);
  }
  return text;
}

const NAMES = Object.keys(inputsIn(folder));

test(
  'sound inputs that are changed anywhere end in a verdict or in one line, within 5 s',
  async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...NAMES),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      async (name, changes) => {
        const input = inputs[name] as Input;
        const text = changed(input.sound(), changes as Parameters<typeof changed>[1]);
        expect(await triedText(folder, input, text, run)).toEqual([]);
      },
    );
    await fc.assert(property, {
      seed,
      ...(FUZZ_PATH !== undefined && { path: FUZZ_PATH }),
      numRuns: LONG ? 1_000_000_000 : 40,
      ...(LONG && { interruptAfterTimeLimit: Number(FUZZ_SECONDS) * 1000, endOnFailure: true }),
    });
  },
  LONG ? 2 * Number(FUZZ_SECONDS) * 1000 + 60_000 : undefined,
);
