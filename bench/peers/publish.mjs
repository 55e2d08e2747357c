// Writes docs/peers.md, and the short table between the markers of README.md where it has them.
import { readFileSync, writeFileSync } from 'node:fs';
import { ofProject, project } from './places.mjs';
import { page, shortTable } from './render.mjs';

const { format, resolveConfig } = ofProject('prettier');

const MARKED = /(<!-- peers -->\n)[^]*?(<!-- \/peers -->)/;

/** @returns the files that were written */
export async function publish(result) {
  const docs = 'docs/peers.md';
  writeFileSync(project(docs), await formatted(page(result)));
  const readme = 'README.md';
  const text = readFileSync(project(readme), 'utf8');
  if (!MARKED.test(text)) return [docs];
  const table = await formatted(shortTable(result));
  writeFileSync(
    project(readme),
    text.replace(MARKED, (_, opens, closes) => `${opens}\n${table}\n${closes}`),
  );
  return [docs, readme];
}

const formatted = async (markdown) =>
  format(markdown, { ...(await resolveConfig(project('README.md'))), parser: 'markdown' });
