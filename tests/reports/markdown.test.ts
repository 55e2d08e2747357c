import MarkdownIt from 'markdown-it';
import { prose } from '../../src/reports/markdown-text';
import { renderMarkdown } from '../../src/reports';
import type { Report } from '../../src/results/report';
import { visible } from '../../src/results/visible';
import {
  conforming,
  CURL,
  exchange,
  finding,
  HOSTILE,
  hostile,
  incomplete,
  interaction,
  noRows,
  placed,
  leftOut,
  register,
  report,
  row,
  UNSAFE,
  violating,
  waived,
} from './support';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

// As GitHub reads it: HTML passes, and what looks like an address becomes a link.
const parser = new MarkdownIt({ html: true, linkify: true });

const tokensOf = (markdown: string): Token[] =>
  parser.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);

/** What is shown as text, code included, with a bar between cells. */
const shown = (markdown: string): string =>
  tokensOf(markdown)
    .flatMap(({ type, content }) => {
      if (['text', 'toldspecial', 'code_inline', 'fence'].includes(type)) return [content];
      return ['softbreak', 'td_close', 'paragraph_close', 'heading_close'].includes(type) ? ['\n'] : [];
    })
    .join('');

const linksOf = (markdown: string): string[] =>
  tokensOf(markdown).flatMap((token) => (token.type === 'link_open' ? [String(token.attrGet('href'))] : []));

const htmlOf = (markdown: string): string[] =>
  tokensOf(markdown).flatMap(({ type, content }) => (type.startsWith('html_') ? [content.trim()] : []));

/** The cells of each row of each table. */
const rowsOf = (markdown: string): number[] => {
  const rows: number[] = [];
  for (const { type } of tokensOf(markdown)) {
    if (type === 'tr_open') rows.push(0);
    if (type === 'td_open' || type === 'th_open') rows[rows.length - 1] = (rows.at(-1) ?? 0) + 1;
  }
  return rows;
};

/** What a provider could send to get out of the text that it is shown in. */
const NASTY = [
  '<script>alert(1)</script>',
  '</details><h1>',
  '<!-- x -->',
  '![i](https://evil.example/i.png)',
  '[l](https://evil.example)',
  '[l]: https://evil.example',
  '<https://evil.example>',
  'https://evil.example',
  'www.evil.example',
  'mail@evil.example',
  '@someone',
  '`x` ``y`` ```z',
  '```\n# out\n```',
  '| a | b |',
  'a \\| b \\\\| c',
  '# heading',
  '- item',
  '1. item',
  '12.',
  '+ item',
  '* item',
  '1) item',
  ' - item',
  '     code',
  '> quote',
  '---',
  '===',
  '***bold*** __bold__ ~~gone~~',
  '&lt;b&gt; &#60;b&#62;',
  '$`x`$ $$x$$',
  '\\',
  '`',
  HOSTILE,
];

/** A report with this in every text from outside; its interaction and one of its findings are red. */
function withText(text: string): Report {
  const all = { message: text, expected: text, actual: text, pointer: text, exchanges: [text], curl: text };
  const by = { by: text, reason: text, owner: text, expires: text, link: text };
  const made = hostile();
  return {
    ...made,
    subject: { kind: 'traffic', target: text },
    reason: text,
    findings: [
      finding('RES-204', 'violates', all),
      finding('RES-204', 'deviates', { ...all, requirement: text, check: text }),
      finding('RES-204', 'waived', { ...all, waived: by }),
    ],
    interactions: [
      interaction(text, { ...all, outcome: 'violates', blame: 'client', consumer: text, source: text }),
      interaction(text, { ...all, outcome: 'waived', consumer: text, state: text, waived: by }),
    ],
    exchanges: [exchange(text, { url: text, method: text, place: { file: text, line: 1 } })],
    waivers: [{ ...by, names: text, target: text, state: 'used', matched: 1 }],
    provenance: {
      ...made.provenance,
      ...{ startedAt: text, commit: text, ci: { name: text, url: text }, judgedAt: text },
      evidence: { file: text, digest: text },
    },
  };
}

const ours = (markdown: string): string[] =>
  linksOf(markdown).filter((url) => register.rows.some((one) => one.sources.some((of) => of.url === url)));

test.each(NASTY)('%j from outside is text, whatever it stands in', (text) => {
  const plain = renderMarkdown(withText('plain'), register);
  const markdown = renderMarkdown(withText(text), register);
  expect(markdown).not.toMatch(UNSAFE);
  // The same elements as where the text is a word; an https link of the CI system is one.
  expect(linksOf(markdown).filter((url) => url !== text)).toEqual(ours(plain));
  expect(htmlOf(markdown)).toEqual(htmlOf(plain));
  expect(rowsOf(markdown)).toEqual(rowsOf(plain));
  const kinds = (made: string): string[] =>
    parser.parse(made, {}).flatMap(({ type, tag }) => (type === 'inline' ? [] : [`${type} ${tag}`]));
  expect(kinds(markdown)).toEqual(kinds(plain));
  expect(tokensOf(markdown).some(({ type }) => type === 'image')).toBe(false);
  // What a link or a mention could be made of stands in code, where nothing is made of it.
  const told = tokensOf(markdown).filter(({ type }) => type === 'text');
  for (const { content } of told) expect(content).not.toMatch(/@|www\.|:\/\/|\$/);
});

test.each(NASTY)('%j is shown as it came', (text) => {
  const markdown = renderMarkdown(
    report([row('RES-204', 'violates')], {
      verdict: 'violates',
      findings: [finding('RES-204', 'violates', { actual: text, message: `got ${text}` })],
    }),
    register,
  );
  expect(shown(markdown)).toContain(`actual: ${visible(text, 300)}\n`);
  expect(shown(markdown)).toContain(`got ${visible(text, 300)}`.trim());
});

test('punctuation around a word that is code is no part of the code', () => {
  expect(prose('inside $batch, before a read')).toBe('inside `$batch`, before a read');
  expect(prose('see "#1".')).toBe('see &#34;`#1`&#34;.');
  expect(prose('$f($x)')).toBe('`$f($x)`');
});

test('what is empty is said to be nothing', () => {
  const nothing = finding('RES-204', 'violates', { expected: 'a', actual: '' });
  const made = report([row('RES-204', 'violates')], { verdict: 'violates', findings: [nothing] });
  expect(shown(renderMarkdown(made, register))).toContain('actual: (nothing)');
});

test('a command is a block that it cannot leave', () => {
  const fences = (curl: string): string[] =>
    tokensOf(
      renderMarkdown(
        report([row('RES-204', 'violates')], {
          verdict: 'violates',
          findings: [finding('RES-204', 'violates', { curl })],
        }),
        register,
      ),
    ).flatMap(({ type, content }) => (type === 'fence' ? [content] : []));
  expect(fences(CURL)).toEqual([`${CURL}\n`]);
  expect(fences("curl -d '````' http://127.0.0.1")).toEqual(["curl -d '````' http://127.0.0.1\n"]);
  expect(fences(`curl -d '${'x'.repeat(3000)}' http://127.0.0.1`)).toEqual([]);
});

test('tells the verdict, the subject, the counts and what is red in full', () => {
  const text = shown(renderMarkdown(violating(), register));
  for (const part of [
    'graph-contract: violates, temporaryAccessPass, provider http://127.0.0.1:4010/v1.0\n',
    `contract 2026-11-22, 3 of 3 MUST rows judged, 1 not applicable, ${leftOut(violating())} left out, 12 of 40 exchanges judged, 1.2 s`,
    'violates: RES-204 MUST',
    'success must be 204, got 200',
    'expected: 204 without content',
    'actual: 200 with 412 bytes of JSON',
    'place: status',
    'exchanges: e3, e7 (7 times)',
    'blame: provider',
    'Interactions: 1 of 2 conform.',
    'violates: interaction portal: an update (given the policy exists)',
    'request-id is missing',
  ])
    expect(text).toContain(part);
});

test('the findings of one check are told together, so that each check that is broken is seen', () => {
  const found = (at: number) =>
    finding('ERR-RANGE', 'violates', { check: 'errors/range', message: `out of range: ${at}` });
  const markdown = renderMarkdown(
    report([row('ERR-RANGE', 'violates'), row('RES-204', 'violates')], {
      verdict: 'violates',
      findings: [...[1, 2, 3, 4, 5, 6].map(found), finding('RES-204', 'violates')],
    }),
    register,
  );
  const text = shown(markdown);
  expect(text.match(/violates: [A-Z\d-]+ MUST/g)).toEqual([
    'violates: ERR-RANGE MUST',
    'violates: RES-204 MUST',
  ]);
  expect(text.match(/out of range: \d/g)).toEqual([1, 2, 3, 4].map((at) => `out of range: ${at}`));
  expect(text).toContain('and 2 more of this check, in report.json');
  expect(text).not.toContain('Further findings');
});

test('links the clause', () => {
  expect(linksOf(renderMarkdown(violating(), register))).toContain(
    register.byId.get('RES-204')?.sources[0]?.url,
  );
});

test('a place in a file is named with its line', () => {
  expect(shown(renderMarkdown(placed(), register))).toContain(
    'place: /@odata.type in recorded/portal traffic.har:1209',
  );
});

test('what is not red is folded', () => {
  const markdown = renderMarkdown(violating(), register);
  expect(htmlOf(markdown)).toEqual(['<details>\n<summary>Further findings (3)</summary>', '</details>']);
  expect(htmlOf(renderMarkdown(conforming(), register))).toEqual([]);
});

test('what is waived is no red finding, and its waivers are listed with their state', () => {
  const text = shown(renderMarkdown(waived(), register));
  expect(text).not.toContain('violates:');
  for (const part of ['expiring\nRES-204\nall\n2\nthe gateway answers 200', 'team-gateway', 'stale\nstate/*'])
    expect(text).toContain(part);
  expect(linksOf(renderMarkdown(waived(), register))).toContain('https://tracker.example/GW-7');
});

test('says why nothing was judged', () => {
  const text = shown(renderMarkdown(noRows(), register));
  for (const part of ['graph-contract: incomplete', 'Reason: nothing was judged', 'Nothing was judged.'])
    expect(text).toContain(part);
  expect(shown(renderMarkdown(incomplete(), register))).toContain('connect ECONNREFUSED');
});

test('carries the provenance', () => {
  const markdown = renderMarkdown(violating(), register);
  const text = shown(markdown);
  for (const part of [
    ...['http://127.0.0.1:4010/v1.0', 'sha256:0a', 'sha256:0b', '525adb0', '2026-11-30T03:00:00.000Z'],
    ...['graph-contract 0.1.0', 'GitHub Actions', '2026-11-22'],
  ])
    expect(text).toContain(part);
  expect(linksOf(markdown)).toContain('https://github.com/example/example/actions/runs/1');
});

test('stays far below the limit, and says what was left out', () => {
  const long = 'ü`|<'.repeat(5000);
  const many = Array.from({ length: 3000 }, (_, at) =>
    finding('RES-204', at % 2 ? 'violates' : 'deviates', {
      message: `${at} ${long}`,
      expected: long,
      actual: long,
      curl: long,
    }),
  );
  const markdown = renderMarkdown(
    report([row('RES-204', 'violates')], {
      verdict: 'violates',
      findings: many,
      interactions: Array.from({ length: 900 }, (_, at) =>
        interaction(`${at} ${long}`, { outcome: 'violates', blame: 'client', message: long }),
      ),
      waivers: Array.from({ length: 900 }, () => ({
        ...{ by: long, reason: long, names: long, target: null, state: 'used', matched: 1 },
      })) as NonNullable<Report['waivers']>,
    }),
    register,
  );
  expect(Buffer.byteLength(markdown)).toBeLessThan(60_000);
  expect(shown(markdown)).toMatch(/\d+ more are in report\.json\./);
});

test('shows causes in full, and folds what follows from them', () => {
  const text = renderMarkdown(
    report([row('RES-204', 'violates'), row('SEM-ATOMIC', 'violates')], {
      verdict: 'violates',
      findings: [
        finding('RES-204', 'violates', { id: 'two', followsFrom: ['one'] }),
        finding('SEM-ATOMIC', 'violates', { id: 'one' }),
      ],
    }),
    register,
  );
  expect(text).toContain('**broken rows: 1 cause, 1 that only follows from it**');
  expect(text).toContain('### violates: SEM-ATOMIC');
  expect(text).not.toContain('### violates: RES-204');
  expect(text).toContain('(follows from `one`)');
});
