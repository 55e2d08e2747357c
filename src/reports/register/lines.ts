import { readFileSync } from 'node:fs';
import { operationFile, type Operation } from '../../contract/operation';
import { packageFile } from '../../contract/package-root';
import { REGISTER_FILE } from '../../contract/register/register';

const known = new Map<string, Map<string, number>>();

/**
 * Where a row stands in the package's own registers: in the file of the operation, or in that of the default
 * one, whose rows it has as they stand; the first line there for a row of an overlay.
 */
export function placeOfRow({ name }: Operation, id: string): { file: string; line: number } {
  const own = operationFile(name, 'requirements.yaml');
  for (const file of [own, REGISTER_FILE]) {
    const line = linesOf(file).get(id);
    if (line !== undefined) return { file, line };
  }
  return { file: own, line: 1 };
}

function linesOf(file: string): Map<string, number> {
  let lines = known.get(file);
  if (!lines) known.set(file, (lines = linesIn(readFileSync(packageFile(...file.split('/')), 'utf8'))));
  return lines;
}

function linesIn(text: string): Map<string, number> {
  const all = text.split('\n');
  const start = all.findIndex((line) => line.startsWith('requirements:'));
  return new Map(
    all.flatMap((line, at): [string, number][] => {
      const [, id] = /^ *- id: *['"]?([^\s'"]+)/.exec(line) ?? [];
      return id !== undefined && at > start ? [[id, at + 1]] : [];
    }),
  );
}
