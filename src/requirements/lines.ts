import { readFileSync } from 'node:fs';
import { packageFile } from '../schema/package-root';
import { REGISTER_FILE } from './register';

let lines: Map<string, number> | undefined;

/** The line, from 1, on which a row stands in the package's own register; undefined for a row of an overlay. */
export function lineOfRow(id: string): number | undefined {
  lines ??= linesIn(readFileSync(packageFile(REGISTER_FILE), 'utf8'));
  return lines.get(id);
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
