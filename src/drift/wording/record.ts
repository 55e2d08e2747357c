import type * as Yaml from 'yaml';
import { onDemand } from '../../on-demand';
import type { Drift } from '../result';

const yaml = onDemand<typeof Yaml>('yaml');

/** The content of `wording.yaml`, as `spec/wording.schema.json` describes it. */
export interface WordingRecord {
  pages: RecordedPage[];
}

/** A page when the slice was written. Two versions of a page are two pages with one title. */
export interface RecordedPage {
  title: string;
  /** The digests of its sentences in order, with spaces between. */
  sentences: string;
}

export const digestsOf = ({ sentences }: RecordedPage): string[] =>
  sentences.split(/\s+/).filter((digest) => digest !== '');

/** The titles of recorded pages that a comparison had no page of: a new record has them no longer. */
export function missingIn({ sources }: Drift, { pages }: WordingRecord): string[] {
  const given = new Set(sources.map(({ page }) => page?.title.toLowerCase()));
  return [...new Set(pages.map(({ title }) => title).filter((title) => !given.has(title.toLowerCase())))];
}

/** Renders the wording of the pages of a comparison as the `wording.yaml` of a pack. */
export function renderWording({ sources }: Drift): string {
  const pages = sources.flatMap(({ page }) =>
    page ? [{ title: page.title, sentences: page.sentences }] : [],
  );
  const different = pages.filter(
    (page, at) => pages.findIndex((other) => JSON.stringify(other) === JSON.stringify(page)) === at,
  );
  const pagesInOrder = different.sort((one, other) =>
    one.title < other.title ? -1 : Number(one.title > other.title),
  );
  return `${HEAD}\n${yaml().stringify({ pages: pagesInOrder }, { singleQuote: true, lineWidth: 110, indentSeq: true })}`;
}

const HEAD = [
  '# Digests of the sentences of the pages that the slice was written from, so that `drift` tells what changed on them.',
  '# `graph-contract drift --docs ... --format wording` writes this file.',
].join('\n');
