import type { Contradiction, PageRecord, Reworded } from '../result';
import type { PageWording, Reading, Sentence } from '../statements';
import { digestsOf, type RecordedPage, type WordingRecord } from './record';

/**
 * What changed on the pages since the slice was written, sentence by sentence, whether or not `drift` can read it. A
 * sentence with a new contradiction in its line is left out: the contradiction says more.
 */
export function rewordedIn(
  readings: readonly Reading[],
  record: WordingRecord,
  contradictions: readonly Contradiction[],
): Reworded[] {
  const told = new Set(
    contradictions
      .filter(({ disagreement }) => disagreement === null)
      .flatMap(({ places }) => places.map(({ file, line }) => `${file}:${line}`)),
  );
  return readings.flatMap(({ name, page }) => {
    const recorded = page && recordFor(page, record).recorded;
    if (!recorded) return [];
    return changesOf(page, digestsOf(recorded))
      .map(({ change, line, text }): Reworded => ({ change, place: { file: name, line }, text }))
      .filter(({ place }) => !told.has(`${place.file}:${place.line}`));
  });
}

/** Share of the sentences of a record that a page must have: less is another text under the same title. */
const SHARE = 0.5;
/** Share that a page under a new title must have in common with a record. Two pages of an operation have up to 0.74. */
const SHARE_OF_RENAMED = 0.8;

/** The recorded version of a page that has the most sentences in common with it, by its title where a record has that. */
export function recordFor(
  { title, sentences }: PageWording,
  { pages }: WordingRecord,
): { state: PageRecord; recorded?: RecordedPage } {
  if (pages.length === 0) return { state: 'none' };
  const present = new Set(sentences.map(({ digest }) => digest));
  const titled = pages.filter((page) => page.title.toLowerCase() === title.toLowerCase());
  const [closest] = (titled.length > 0 ? titled : pages)
    .map((recorded) => {
      const digests = digestsOf(recorded);
      return { recorded, shared: digests.filter((digest) => present.has(digest)).length, of: digests.length };
    })
    .sort((one, other) => other.shared - one.shared || one.of - other.of);
  const { recorded, shared, of } = closest as NonNullable<typeof closest>;
  const isIt =
    titled.length > 0 ? shared >= of * SHARE : shared >= Math.max(of, present.size) * SHARE_OF_RENAMED;
  if (isIt) return { state: 'compared', recorded };
  return { state: titled.length > 0 ? 'another text' : 'not recorded' };
}

interface Change {
  change: Reworded['change'];
  line: number;
  text: string | null;
}

/** Sentences that are new, those that are gone, and a new one in the place of one that is gone. */
function changesOf({ sentences }: PageWording, recorded: readonly string[]): Change[] {
  const known = new Set(recorded);
  const at = new Map(sentences.map(({ digest }, index) => [digest, index]));
  const fresh = new Map(
    sentences.flatMap((sentence, index): [number, Sentence][] =>
      known.has(sentence.digest) ? [] : [[index, sentence]],
    ),
  );
  const changes: (Change & { index: number })[] = [];
  /** The last sentence so far that the page still has, or has instead. */
  let before = -1;
  for (const digest of recorded) {
    const index = at.get(digest);
    if (index !== undefined) {
      before = index;
      continue;
    }
    const instead = fresh.get(before + 1);
    if (instead) {
      before += 1;
      fresh.delete(before);
      changes.push({ change: 'changed', line: instead.line, text: instead.text, index: before });
    } else changes.push({ change: 'gone', line: sentences[before]?.line ?? 1, text: null, index: before });
  }
  for (const [index, { line, text }] of fresh) changes.push({ change: 'new', line, text, index });
  return changes
    .sort((one, other) => one.index - other.index)
    .map(({ change, line, text }) => ({ change, line, text }));
}
