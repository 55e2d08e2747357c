import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';
import { pages } from './pages';

/** The targets of links and pictures that are no addresses of their own, code left out. */
function targetsIn(text: string): string[] {
  const prose = text.replace(/^ *```[\s\S]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)]
    .map(([, link, attribute]) => link ?? attribute ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors that GitHub makes of headings. */
const anchorsIn = (text: string): string[] =>
  [...text.replace(/^ *```[\s\S]*?^ *```/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

test.each(pages().map((page) => [path.relative(packageFile('.'), page), page]))(
  'leads somewhere wherever it links to: %s',
  (_name, page) => {
    const text = readFileSync(page, 'utf8');
    const lost = targetsIn(text).filter((target) => {
      const [file = '', anchor] = target.split('#');
      const place = file === '' ? page : path.resolve(path.dirname(page), file);
      if (!existsSync(place)) return true;
      return anchor !== undefined && !anchorsIn(readFileSync(place, 'utf8')).includes(anchor);
    });
    expect(lost).toEqual([]);
  },
);

const { files: packed } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as {
  files: string[];
};

/** Where the links of the pages lead, relative to the package. */
const linked = pages().flatMap((page) =>
  targetsIn(readFileSync(page, 'utf8'))
    .map((target) => target.split('#')[0] as string)
    .filter((file) => file !== '')
    .map((file) => path.relative(packageFile('.'), path.resolve(path.dirname(page), file)))
    .map((file) => file.replaceAll(path.sep, '/')),
);

test('wherever a page links to is packed, so that no link is dead in node_modules', () => {
  const isPacked = (file: string): boolean =>
    packed.some((each) => file === each || file.startsWith(`${each}/`));
  expect(linked.filter((file) => !isPacked(file))).toEqual([]);
});

test('of tests and workflows no more is packed than pages link to', () => {
  const aside = packed.filter((each) => /^(?:tests|\.github)\//.test(each));
  expect(aside.length).toBeGreaterThan(10);
  expect(aside.filter((each) => !linked.includes(each))).toEqual([]);
});

test('each report has a page that the index names, and each page a picture', () => {
  const index = readFileSync(packageFile('docs', 'reports.md'), 'utf8');
  for (const page of pages().filter((file) => file.includes(`${path.sep}reports${path.sep}`))) {
    expect(index).toContain(`reports/${path.basename(page)}`);
    expect(readFileSync(page, 'utf8')).toMatch(/images\/[a-z-]+\.png/);
  }
});

test('each picture is shown somewhere, and is small', () => {
  const all = pages()
    .map((page) => readFileSync(page, 'utf8'))
    .join('\n');
  const folder = packageFile('docs', 'images');
  for (const name of readdirSync(folder)) {
    expect(all).toContain(`images/${name}`);
    expect(statSync(path.join(folder, name)).size).toBeLessThan(150_000);
  }
});
