// Puts together what the site shows, in site/.pages/: README.md, CONTRIBUTING.md, docs/, and a page for each row of the
// register. VitePress makes HTML of it and fails on a link that leads nowhere.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rowIds, rowPages } from './rows.mjs';

const root = path.resolve(import.meta.dirname, '..');
const pages = path.join(import.meta.dirname, '.pages');
const rows = new Set(rowIds());
/** A heading, which is left as it is; a link or a picture; a word that may be the id of a row. */
const LINKS = /^#.*$|(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)|\b[A-Z]+(?:-[A-Z\d]+)+\b/gm;

rmSync(pages, { recursive: true, force: true });
for (const name of readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }))
  if (name.endsWith('.md'))
    put(name, onSite(readFileSync(path.join(root, 'docs', name), 'utf8'), `docs/${name}`));
put('start.md', onSite(readFileSync(path.join(root, 'README.md'), 'utf8'), 'README.md'));
put('contributing.md', onSite(readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8'), 'CONTRIBUTING.md'));
// The search is for what holds today.
put(
  'changes.md',
  `---\nsearch: false\n---\n\n${onSite(readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'), 'CHANGELOG.md')}`,
);
for (const [name, text] of rowPages()) put(name, text);
cpSync(path.join(root, 'docs', 'images'), path.join(pages, 'images'), { recursive: true });

function put(name, text) {
  const file = path.join(pages, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Where a file of the repository stands on the site; undefined where it is no page of it. */
function placeOf(file) {
  if (file === 'README.md') return 'start.md';
  if (file === 'CONTRIBUTING.md') return 'contributing.md';
  if (file === 'CHANGELOG.md') return 'changes.md';
  return file.startsWith('docs/') && /\.(md|png)$/.test(file) ? file.slice('docs/'.length) : undefined;
}

/**
 * A page with the links of the site: between pages they stay, and what is a file of the repository alone becomes its name.
 * The id of a row becomes a link to its page. Code is left as it is, but braces of templates, which VitePress would read.
 */
function onSite(text, file) {
  const from = path.posix.dirname(file);
  const here = path.posix.dirname(placeOf(file));
  return text
    .split(/(^ *```[\s\S]*?^ *```|`[^`\n]*`)/m)
    .map((part, at) => (at % 2 === 1 ? part : prose(part, from, here)))
    .join('');
}

/** Where the page of a row is, from a folder of the site. */
function toRow(id, here) {
  return path.posix.join(path.posix.relative(here, '.') || '.', 'register', `${id}.md`);
}

function prose(text, from, here) {
  return text
    .replace(LINKS, (link, picture, label, target) => {
      if (target === undefined) return rows.has(link) ? `[${link}](${toRow(link, here)})` : link;
      if (/^([a-z]+:|#)/.test(target)) return link;
      const [file, anchor] = target.split('#');
      const name = path.posix.normalize(path.posix.join(from, file));
      const place = placeOf(name);
      if (place === undefined) return `${label} (\`${name}\`)`;
      const relative = path.posix.relative(here, place);
      return `${picture}[${label}](./${relative}${anchor === undefined ? '' : `#${anchor}`})`;
    })
    .replaceAll('{{', '&#123;&#123;');
}
