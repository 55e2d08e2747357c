// Mutants as Stryker's report has them, and the reasons of those that survived.
import { stringify } from 'yaml';

/** Why a survivor is none of a fault of the suite, or is one. */
export const KINDS = {
  equivalent: 'no request can tell it from the original',
  outside: 'it shows, and the contract says nothing of it',
  owed: 'a written clause is broken, and a check or a scenario is missing',
};

export const isKilled = ({ status }) => status === 'Killed' || status === 'Timeout';

/** One object for each mutant, in the order of the files and lines. */
export function mutantsIn({ files, testFiles = {} }) {
  // Stryker's report numbers the tests, and says elsewhere what they are called.
  const names = new Map(
    Object.values(testFiles).flatMap(({ tests }) => tests.map(({ id, name }) => [id, name])),
  );
  const seen = new Map();
  const nth = (...text) => {
    const key = text.join('\n');
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return seen.get(key);
  };
  return Object.entries(files)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([file, { source, mutants }]) => {
      const lines = source.split('\n');
      return mutants
        .map((mutant) => {
          const { start } = mutant.location;
          return {
            file,
            line: start.line,
            column: start.column,
            mutator: mutant.mutatorName,
            on: lines[start.line - 1].trim(),
            original: flat(textAt(lines, mutant.location)),
            replacement: flat(mutant.replacement ?? ''),
            status: mutant.status,
            by: names.get(mutant.killedBy?.[0]),
            said: mutant.statusReason,
          };
        })
        .sort((one, other) => one.line - other.line || one.column - other.column || byText(one, other))
        .map((mutant) => {
          const { mutator, on, original, replacement } = mutant;
          return { ...mutant, nth: nth(file, mutator, on, original, replacement) };
        });
    });
}

/** Stryker tells of mutants as they are done; of those of one place, in an order that changes. */
function byText({ mutator, replacement }, other) {
  if (mutator !== other.mutator) return mutator < other.mutator ? -1 : 1;
  return replacement < other.replacement ? -1 : 1;
}

function textAt(lines, { start, end }) {
  if (start.line === end.line) return lines[start.line - 1].slice(start.column - 1, end.column - 1);
  const between = lines.slice(start.line, end.line - 1);
  return [
    lines[start.line - 1].slice(start.column - 1),
    ...between,
    lines[end.line - 1].slice(0, end.column - 1),
  ].join('\n');
}

const flat = (text) => String(text).replace(/\s+/g, ' ').trim();

/**
 * Finds a reason for each survivor. Lines move with every edit, so that a reason names the text: `file`,
 * `mutator`, and as much of `original`, `replacement`, `on` (the line of the source) and `nth` (of those that
 * agree in all of these) as it takes; a list stands for each of its items. Reasons of files that were not tried are left out.
 * @param isSample whether a part of the mutants was tried: nobody can say then which of them is the nth, nor that none survives
 */
export function explain(mutants, { survivors: reasons }, tried, isSample = false) {
  const all = reasons.flatMap(({ kind, reason, mutants: list }) => {
    if (!(kind in KINDS)) throw new Error(`survivors.yaml: there is no kind "${kind}"`);
    if (!reason?.trim()) throw new Error('survivors.yaml: an entry has no reason');
    return list.flatMap(each).map((pattern) => {
      const { file, mutator, original, on } = pattern;
      if (!file || !mutator || (original === undefined && on === undefined))
        throw new Error(`survivors.yaml: file, mutator and original or on are needed: ${inline(pattern)}`);
      return { pattern, kind, reason: flat(reason), matches: 0 };
    });
  });
  const patterns = all.filter(({ pattern }) => tried.includes(pattern.file));
  const explained = [];
  const unexplained = [];
  for (const mutant of mutants.filter(({ status }) => status === 'Survived')) {
    const found = patterns.filter(({ pattern: { nth, ...rest } }) =>
      fits(nth === undefined || isSample ? rest : { ...rest, nth }, mutant),
    );
    for (const each of found) each.matches += 1;
    if (found.length === 0) unexplained.push(mutant);
    else explained.push({ ...mutant, kind: found[0].kind, reason: found[0].reason });
  }
  const stale = patterns
    .filter(({ matches }) => matches === 0 && !isSample)
    .map(({ pattern }) => `no survivor is ${inline(pattern)}`);
  return { explained, unexplained, stale };
}

/** One pattern for each item of its lists, so that each has to have a survivor. */
const each = (pattern) =>
  Object.entries(pattern).reduce(
    (patterns, [name, wanted]) =>
      patterns.flatMap((one) => [wanted].flat().map((item) => ({ ...one, [name]: flat(item) }))),
    [{}],
  );

const fits = (pattern, mutant) =>
  Object.entries(pattern).every(([name, wanted]) => wanted === String(mutant[name]));

const inline = (pattern) => JSON.stringify(pattern);

/** Survivors as entries that lack only their kind and reason. */
export const skeleton = (mutants) =>
  stringify(
    mutants.map(({ file, mutator, original, replacement, on, nth }) => ({
      file,
      mutator,
      original,
      replacement,
      ...(on !== original && { on }),
      ...(nth > 1 && { nth }),
    })),
    { lineWidth: 0 },
  );
