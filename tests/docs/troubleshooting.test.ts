import { readFileSync, readdirSync } from 'node:fs';
import { exitCodeOf } from '../../src/results/exit-code';
import { OUTCOMES } from '../../src/results/report';
import { packageFile } from '../../src/contract/package-root';
import { readPage } from './pages';

const page = readPage('docs', 'troubleshooting.md');

/** What the sources say: their texts, with every inserted value and every choice between texts made a gap. */
const sources = readdirSync(packageFile('src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(packageFile('src', name), 'utf8').replaceAll("\\'", "'").replaceAll('\\`', '`'))
  .join('\n');

/** The messages of the tables, with their exit codes. */
const messages = [...page.matchAll(/^\| `(.+?)` +\| (\d) +\|/gm)].map(
  ([, message = '', exit = '']) => [message, Number(exit)] as const,
);

/** The parts that stand in the sources as they are: names in capitals, origins and statuses are filled in. */
const fixedParts = (message: string): string[] =>
  message
    .split(/\b(?:HOST|URL|FILE|NAME|PORT|KEY|COMMAND|WAIVER|DAY|ORIGIN|SOURCE|\d{3}: )\b|(?<=: )(?=https:)/)
    .flatMap((part) => part.split(/(?<=was answered with )\d{3}: /))
    .map((part) => part.replace(/^[:\s]+|[:\s]+$/g, ''))
    .filter((part) => part.length > 3);

test('quotes a good number of messages', () => {
  expect(messages.length).toBeGreaterThan(20);
});

test.each(messages)('quotes what the sources say: %s', (message) => {
  const parts = fixedParts(message);
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.filter((part) => !sources.includes(part))).toEqual([]);
});

test('has each exit code, and no other', () => {
  const codes = [...page.matchAll(/^### Exit code (\d)$/gm)].map(([, code]) => Number(code));
  const ofVerdicts = (['conforms', 'violates', 'incomplete'] as const).map(exitCodeOf);
  expect(codes).toEqual([...new Set([...ofVerdicts, 2])].sort());
  expect(messages.every(([, exit]) => codes.includes(exit))).toBe(true);
});

test('has each outcome, worst first, with what to look at and what to do', () => {
  const [, part = ''] = /\n## By outcome\n([\s\S]*?)\n## By message\n/.exec(page) ?? [];
  const sections = part.split(/^### /m).slice(1);
  expect(sections.map((section) => section.split('\n')[0])).toEqual([...OUTCOMES]);
  for (const section of sections) {
    expect(section).toContain('- **Look at**');
    expect(section).toContain('- **Do**');
  }
});
