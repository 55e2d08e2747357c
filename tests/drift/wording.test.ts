import { parse } from 'yaml';
import { operationNamed, operationNames } from '../../src/contract/operation';
import { complaintsOf } from '../../src/contract/complaints';
import { packData } from '../../src/contract/pack';
import { renderDrift } from '../../src/drift/render/console';
import { renderDriftHtml } from '../../src/drift/render/html';
import { renderDriftMarkdown } from '../../src/drift/render/markdown';
import { renderDriftSarif } from '../../src/drift/render/sarif';
import { ownStatements } from '../../src/drift/sources/slice';
import { exitCodeOfDrift, type Drift } from '../../src/drift/result';
import { recordFor } from '../../src/drift/wording/compare';
import { missingIn, renderWording, type WordingRecord } from '../../src/drift/wording/record';
import { driftOf, edited, ledgerOf, siblingMaterial } from './support';

/** The pages of an operation's material; an edit of them needs no schema. */
const pagesOf = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(siblingMaterial(name)).filter(([file]) => file.endsWith('.md')));

const recordOf = (drift: Drift): WordingRecord => parse(renderWording(drift)) as WordingRecord;

/** A comparison of pages, with the record of what they said before. */
async function after(
  name: string,
  pages: Record<string, string>,
  { strict = false, before = pagesOf(name), ledger = ledgerOf(operationNamed(name)) } = {},
): Promise<Drift> {
  const operation = operationNamed(name);
  const options = { operation, ledger, strict };
  const key = JSON.stringify([name, before]);
  const wording = records.get(key) ?? recordOf(await driftOf(before, options));
  records.set(key, wording);
  return driftOf(pages, { ...options, wording });
}

const records = new Map<string, WordingRecord>();

const told = ({ reworded }: Drift): unknown[] =>
  reworded.map(({ change, place: { file, line }, text }) => [change, `${file}:${line}`, text]);

/** The lines of a page that a reader sees, with their numbers. */
const visibleLines = (page: string): [line: string, index: number][] => {
  const front = /^---\n[\s\S]*?\n---\n/.exec(page)?.[0].split('\n').length ?? 0;
  return page
    .replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''))
    .split('\n')
    .map((line, index): [string, number] => [line, index])
    .filter(([line, index]) => index >= front - 1 && /\w/.test(line) && !/^(?:```|# )/.test(line));
};

/** Whether it is told of a page that it is not compared, or that it is another text. */
const isLeftOut = ({ sources }: Drift, file: string): boolean =>
  sources.some(
    ({ name, passedOver, page }) => name === file && (passedOver !== null || page?.record === 'another text'),
  );

const OPERATIONS = ['temporaryAccessPass', 'sms'];

test.each(OPERATIONS)('a word more in any line of the pages of %s is told at that line', async (name) => {
  const pages = pagesOf(name);
  const misses: string[] = [];
  for (const [file, page] of Object.entries(pages))
    for (const [line, index] of visibleLines(page)) {
      // Behind the last word, so that a row stays a row and a link stays a link.
      const put = line.replace(/(\w)(?=\W*$)/, '$1 Elsewhere');
      const text = page.split('\n').with(index, put).join('\n');
      const drift = await after(name, { ...pages, [file]: text });
      const isLink = /\]\([^)]*\)\W*$/.test(line);
      const places = [
        ...drift.reworded.map(({ place }) => place),
        ...drift.contradictions.flatMap((each) => (each.disagreement === null ? each.places : [])),
      ];
      if (isLeftOut(drift, file) || isLink) continue;
      if (!places.some((place) => place.file === file && place.line === index + 1))
        misses.push(`${file}:${index + 1}: ${line}`);
    }
  expect(misses).toEqual([]);
});

test.each(OPERATIONS)('a line that is taken out of the pages of %s is told', async (name) => {
  const pages = pagesOf(name);
  const misses: string[] = [];
  for (const [file, page] of Object.entries(pages))
    for (const [line, index] of visibleLines(page)) {
      const lines = page.split('\n');
      const text = lines.filter((_, at) => at !== index).join('\n');
      const drift = await after(name, { ...pages, [file]: text });
      if (drift.counts.reworded + drift.counts.new === 0 && !isLeftOut(drift, file))
        misses.push(`${file}:${index + 1}: ${line}`);
    }
  expect(misses).toEqual([]);
});

test('what is changed, new and gone is told with its line and its words', async () => {
  const pages = pagesOf('voice');
  const change = (find: string | RegExp, put: string): Promise<Drift> =>
    after('voice', edited('resource.md', find, put, pages));
  const phones = 'Whether office phones may be used.';
  const line = (pages['resource.md'] ?? '').split('\n').findIndex((each) => each.includes(phones)) + 1;
  expect(told(await change(phones, 'Whether desk phones may be used.'))).toEqual([
    ['changed', `resource.md:${line}`, 'Whether desk phones may be used'],
  ]);
  expect(told(await change(phones, `${phones} Ask before.`))).toEqual([
    ['new', `resource.md:${line}`, 'Ask before'],
  ]);
  expect(told(await change(phones, ''))).toEqual([['gone', `resource.md:${line}`, null]]);
});

test('a sentence that is said twice is told when it is said once', async () => {
  const before = edited(
    'resource.md',
    'Whether office phones',
    'Twice. Twice. Whether office phones',
    pagesOf('voice'),
  );
  const once = edited('resource.md', 'Twice. Twice.', 'Twice.', before);
  expect((await after('voice', before, { before })).counts.reworded).toBe(0);
  expect((await after('voice', once, { before })).counts.reworded).toBe(1);
});

test.each([
  ['a link leads elsewhere', /\(exclude\.md\)/g, '(../resources/excludetarget.md)'],
  ['lines end as on Windows', /\n/g, '\r\n'],
  ['front matter is added', /^/, '---\ntitle: "Voice"\nms.date: 01/02/2027\n---\n\n'],
  ['a comment is added', /\n## Properties/, '\n<!-- { "blockType": "ignored" } -->\n\n## Properties'],
  ['words are emphasised', 'office phones', '**office** phones'],
  ['quotation marks are typographic', 'office phones', 'office phones'],
  ['cells have other space around them', /\|state\|/, '| state  |'],
  ['lines of an example have other space in them', /^( +)"/gm, '$1  "'],
])('nothing is told where %s', async (_, find, put) => {
  const pages = pagesOf('voice');
  const before = pages['resource.md'] ?? '';
  const drift = await after('voice', { ...pages, 'resource.md': before.replace(find, put) });
  expect(told(drift)).toEqual([]);
});

test('quotation marks and apostrophes of either form are one', async () => {
  const before = edited(
    'resource.md',
    'Whether office phones',
    `It isn't "any". Whether office phones`,
    pagesOf('voice'),
  );
  const pages = edited('resource.md', `isn't "any"`, 'isn’t “any”', before);
  expect(told(await after('voice', pages, { before }))).toEqual([]);
});

test('a new contradiction is not told a second time as a sentence, and a known one hides none', async () => {
  const pages = pagesOf('temporaryAccessPass');
  const drift = await after(
    'temporaryAccessPass',
    edited('resource.md', 'between 8 and 48', 'between 6 and 48', pages),
  );
  expect(drift.counts).toMatchObject({ new: 1, reworded: 0 });
  const int = edited('resource.md', '|defaultLength|Int32|', '|defaultLength|Int|', pages);
  const known = await after('temporaryAccessPass', int);
  expect(known.counts).toMatchObject({ new: 0, known: 1, reworded: 1 });
});

test('another text under the same title is not compared, and a version of the page is compared with its own', async () => {
  const pages = pagesOf('voice');
  const other = `# Get voiceAuthenticationMethodConfiguration\n\n## HTTP request\n\n\`\`\`http\nGET /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/voice\n\`\`\`\n`;
  expect(told(await after('voice', { ...pages, 'get.md': other }))).toEqual([]);
  const operation = operationNamed('voice');
  const newer = edited('resource.md', 'Whether office phones', 'Newer. Whether office phones', pages);
  const { pages: both } = recordOf(await driftOf(newer, { operation }));
  const wording = { pages: [...recordOf(await driftOf(pages, { operation })).pages, ...both] };
  for (const version of [pages, newer])
    expect(told(await driftOf(version, { operation, wording }))).toEqual([]);
});

/** Digests from one number up to another. */
const digests = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, at) => String(10_000_000 + from + at)).join(' ');
const worded = (title: string, sentences: string): Parameters<typeof recordFor>[0] => ({
  title,
  sentences: sentences.split(' ').map((digest, at) => ({ digest, text: digest, line: at + 1 })),
});

test.each([
  ['the half of its sentences', 'Page', digests(5, 30), 'compared'],
  ['less than half of them', 'Page', digests(6, 30), 'another text'],
  ['its title in other letters', 'PAGE', digests(0, 10), 'compared'],
  ['another title and four of five of its sentences', 'Other', digests(2, 10), 'compared'],
  ['another title and fewer of them', 'Other', digests(3, 10), 'not recorded'],
  ['another title and many more sentences', 'Other', digests(0, 13), 'not recorded'],
])('a page with %s is so far the recorded one', (_, title, sentences, state) => {
  const record = { pages: [{ title: 'Page', sentences: digests(0, 10) }] };
  expect(recordFor(worded(title, sentences), record).state).toBe(state);
  expect(recordFor(worded(title, sentences), { pages: [] }).state).toBe('none');
});

test('of two versions that have as much of a page, the shorter one is its record', () => {
  const pages = [10, 6].map((to) => ({ title: 'Page', sentences: digests(0, to) }));
  expect(recordFor(worded('Page', digests(0, 6)), { pages }).recorded).toBe(pages[1]);
});

test('a record has each version of a page once, in the order of titles, and it is known what it lacks', () => {
  const page = (title: string, sentences: string): unknown => ({
    page: { title, sentences, record: 'none' },
  });
  const sources = [page('b', '1 2'), page('a', '3'), page('b', '1 2'), page('b', '4'), {}];
  const drift = { sources } as unknown as Drift;
  expect(parse(renderWording(drift))).toEqual({
    pages: [
      { title: 'a', sentences: '3' },
      { title: 'b', sentences: '1 2' },
      { title: 'b', sentences: '4' },
    ],
  });
  const pages = ['A', 'c', 'c', 'b'].map((title) => ({ title, sentences: '' }));
  expect(missingIn(drift, { pages })).toEqual(['c']);
});

test('a page under a new title is compared with what it was, and its title is told', async () => {
  const pages = edited('update.md', /^# Update .*$/m, '$& object', pagesOf('voice'));
  expect(told(await after('voice', pages))).toEqual([
    ['changed', expect.stringMatching(/^update\.md:/), expect.stringMatching(/object$/)],
  ]);
});

test('a page that the record does not have is told in every list of sources', async () => {
  const before = pagesOf('voice');
  const drift = await after('voice', before, {
    before: Object.fromEntries(Object.entries(before).filter(([file]) => file !== 'resource.md')),
  });
  const says = /statements, and no page of this title in wording\.yaml/;
  for (const text of [
    renderDrift(drift, { color: false, width: 200 }),
    renderDriftMarkdown(drift),
    renderDriftHtml(drift),
  ])
    expect(text).toMatch(says);
});

test.each([
  ['in another script', '该值必须为整数。', ['该值必须为整数。']],
  ['in HTML', '<p\n class="x">\nIt is <b>odd</b>.\n</p>', ['It is odd']],
  ['behind a comment in its line', '<!-- a --> It is odd.', ['It is odd']],
  ['of signs', '|✅|❌|\n|--|--|', ['✅', '❌']],
  ['that is none', '<!-- a -->\n\n<br>\n\n---\n\n…', []],
])('a sentence %s is told', async (_, text, words) => {
  const pages = edited('resource.md', /\n## Properties/, `\n\n${text}\n\n## Properties`, pagesOf('voice'));
  const { reworded } = await after('voice', pages);
  expect(reworded.map((each) => [each.change, each.text])).toEqual(words.map((word) => ['new', word]));
});

test('a line of an example that stands in another example is told', async () => {
  const example = (before: string, behind: string): Record<string, string> =>
    edited(
      'resource.md',
      /\n## Properties/,
      `\n## One\n\n\`\`\`\n${before}\n\`\`\`\n\n## Two\n\n\`\`\`\n${behind}\n\`\`\`\n\n## Properties`,
      pagesOf('voice'),
    );
  const drift = await after('voice', example('one', 'two'), { before: example('two', 'one') });
  expect(told(drift)).toEqual([
    ['changed', expect.stringMatching(/^resource/), 'one'],
    ['changed', expect.stringMatching(/^resource/), 'two'],
  ]);
});

test('a changed sentence fails the run with --strict alone, and every output has it', async () => {
  const pages = edited('resource.md', 'Whether office phones', 'Whether desk <b>phones', pagesOf('voice'));
  const lenient = await after('voice', pages);
  expect([lenient.verdict, exitCodeOfDrift(lenient)]).toEqual(['agrees', 0]);
  const strict = await after('voice', pages, { strict: true, ledger: [] });
  expect([strict.verdict, exitCodeOfDrift(strict)]).toEqual(['stale', 1]);
  const text = renderDrift(strict, { color: false, width: 200 });
  expect(text).toMatch(/changed on the pages.*\n {2}resource\.md:\d+ {2}says now: Whether desk/);
  expect(text).toMatch(/stale: 0 new, 0 known, 0 stale, 1 reworded, /);
  expect(text).toContain('record the pages again with --format wording');
  // What fails the run is told in the short output, too.
  expect(renderDrift(strict, { color: false, width: 200, quiet: true })).toContain('says now');
  expect(renderDrift(lenient, { color: false, width: 200, quiet: true })).not.toContain('says now');
  expect(renderDriftMarkdown(strict)).toContain('## Sentences that changed on the pages (');
  const html = renderDriftHtml(strict);
  expect(html).toContain('Sentences that changed on the pages (');
  expect(html).not.toContain('<b>phones');
  const { runs } = JSON.parse(renderDriftSarif(strict)) as {
    runs: { results: { ruleId: string; level: string }[]; tool: { driver: { rules: { id: string }[] } } }[];
  };
  const [run] = runs;
  expect(run?.tool.driver.rules.map(({ id }) => id)).toContain('DRIFT-wording');
  expect(run?.results.filter(({ ruleId }) => ruleId === 'DRIFT-wording')).toHaveLength(
    strict.counts.reworded,
  );
});

test('of many changed sentences the terminal has some, and each is a result of its own', async () => {
  const lines = Array.from({ length: 30 }, (_, at) => `Sentence ${at} is new.`).join('\n\n');
  const gone = edited('resource.md', 'Whether office phones may be used.', '', pagesOf('voice'));
  const pages = edited('resource.md', /\n## Properties/, `\n\n${lines}\n\n## Properties`, gone);
  const drift = await after('voice', pages);
  expect(drift.counts.reworded).toBe(31);
  const text = renderDrift(drift, { color: false, width: 200 });
  expect(text.match(/has a new sentence/g)).toHaveLength(20);
  expect(text).toMatch(/11 more sentences.*drift\.json has them/);
  const { runs } = JSON.parse(renderDriftSarif(drift)) as {
    runs: { results: { ruleId: string; partialFingerprints: object }[] }[];
  };
  const prints = runs[0]?.results
    .filter(({ ruleId }) => ruleId === 'DRIFT-wording')
    .map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
  expect(new Set(prints).size).toBe(31);
});

test.each(operationNames())('the pack of %s has a record of the pages that it was written from', (name) => {
  const operation = operationNamed(name);
  const { subject } = ownStatements(operation);
  const record = packData(operation.pack, 'wording.yaml') as WordingRecord;
  expect(complaintsOf('wording', record)).toEqual([]);
  const titles = record.pages.map(({ title }) => title.toLowerCase());
  const type = subject.type.toLowerCase();
  for (const title of [`update ${type}`, `${type} resource type`]) expect(titles).toContain(title);
});
