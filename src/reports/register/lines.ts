import type { Operation } from '../../contract/operation';
import { COMMON, packText, shownFile, type Pack } from '../../contract/pack';

const FILE = 'requirements.yaml';
const known = new Map<string, Map<string, number>>();

/**
 * Where a row stands: in the register of the operation's pack, or in the common one, whose rows it has as they
 * stand; the first line of the pack's for a row of an overlay.
 */
export function placeOfRow({ pack }: Operation, id: string): { file: string; line: number } {
  for (const each of [pack, COMMON]) {
    const line = linesOf(each).get(id);
    if (line !== undefined) return { file: shownFile(each, FILE), line };
  }
  return { file: shownFile(pack, FILE), line: 1 };
}

function linesOf(pack: Pack): Map<string, number> {
  let lines = known.get(pack.folder);
  if (!lines) known.set(pack.folder, (lines = linesIn(packText(pack, FILE))));
  return lines;
}

function linesIn(text: string): Map<string, number> {
  const all = text.split('\n');
  const start = all.findIndex((line) => /^(?:changes|requirements):/.test(line));
  return new Map(
    all.flatMap((line, at): [string, number][] => {
      const [, id] = /^ *- id: *['"]?([^\s'"]+)/.exec(line) ?? [];
      return id !== undefined && at > start ? [[id, at + 1]] : [];
    }),
  );
}
