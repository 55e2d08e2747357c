// Lines of what is mutated, drawn by a seed: the same for the same seed and sources.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MUTATED, ROOT } from './places.mjs';

/** Lines that Stryker finds nothing in: comments, imports, ends of blocks. */
const NOTHING = /^\s*(?:$|\/[/*]|\*|import\b|export (?:interface|type)\b|[\])}]+[;,]?$)/;

/** @returns so many lines, as patterns of Stryker (`file:line-line`) */
export function linesDrawn(count, seed) {
  const lines = MUTATED.flatMap((file) =>
    readFileSync(path.join(ROOT, file), 'utf8')
      .split('\n')
      .flatMap((text, at) => (NOTHING.test(text) ? [] : [`${file}:${at + 1}-${at + 1}`])),
  );
  const drawn = (line) => createHash('sha256').update(`${seed} ${line}`).digest('hex');
  return lines
    .map((line) => [drawn(line), line])
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(0, count)
    .map(([, line]) => line);
}
