/**
 * An operation pack: a folder of data that says what one operation is. Every file of a pack is read here, so that
 * there is one place to change where packs come from.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ownYaml } from '../bounds/yaml';
import { packageFile } from './package-root';
import type { Slice } from './slice';

/** The files of a pack that are read while the suite runs. */
export const PACK_FILES = [
  'openapi.yaml',
  'requirements.yaml',
  'statements.yaml',
  'disagreements.yaml',
  'wording.yaml',
] as const;
export type PackFile = (typeof PACK_FILES)[number];

export interface Pack {
  /** How the command line and reports call the operation. */
  name: string;
  /** Where its files are: an absolute path. */
  folder: string;
  /** What messages and reports call that folder, with slashes: `spec/operations/sms`. */
  shown: string;
  /** What the files of a pack of the user's own hold, which were read once; the package's own are read from disk. */
  held?: ReadonlyMap<PackFile, { text: string; value: unknown }>;
}

/** What packs share: parts of slices, and the rows that hold for every operation. */
export const COMMON: Pack = packIn('spec/common');

/** The packs that come with the package, in the order of their names. */
export function packagedPacks(): Pack[] {
  const folders = readdirSync(packageFile('spec', 'operations'), { withFileTypes: true });
  return folders
    .filter((each) => each.isDirectory())
    .map(({ name }) => packIn(`spec/operations/${name}`))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function packIn(shown: string): Pack {
  return { name: path.basename(shown), folder: packageFile(...shown.split('/')), shown };
}

/** What messages and reports call a file of a pack: `spec/operations/sms/openapi.yaml`. */
export const shownFile = ({ shown }: Pack, file: PackFile): string => `${shown}/${file}`;

/** The text of a file of a pack, its lines ended alike on every system. */
export const packText = ({ folder, held }: Pack, file: PackFile): string =>
  (held ? (held.get(file)?.text ?? '') : readFileSync(path.join(folder, file), 'utf8')).replaceAll(
    '\r\n',
    '\n',
  );

/**
 * Where the build puts what the packs of the package hold, as JSON: beside the compiled code. Where the sources run as
 * they are, as in a test, there is nothing, and the YAML is read.
 */
const COMPILED = path.join(__dirname, '..', '..', 'packs');

/** What a file of a pack holds, as data. */
export function packData(pack: Pack, file: PackFile): unknown {
  const compiled = path.join(COMPILED, pack.shown, file.replace('.yaml', '.json'));
  if (pack.held) return pack.held.get(file)?.value;
  if (existsSync(compiled)) return JSON.parse(readFileSync(compiled, 'utf8')) as unknown;
  return ownYaml(packText(pack, file));
}

/** A slice with what packs share in it, and its digest. */
export interface WholeSlice {
  slice: Slice;
  digest: string;
}

/** What the build made of a pack of the package: its slice as one document; undefined where there is none. */
export function compiledSlice(pack: Pack): WholeSlice | undefined {
  const compiled = path.join(COMPILED, pack.shown, WHOLE_SLICE);
  return pack.held === undefined && existsSync(compiled)
    ? (JSON.parse(readFileSync(compiled, 'utf8')) as WholeSlice)
    : undefined;
}

/** How the build calls it, beside the files of the pack. */
export const WHOLE_SLICE = 'slice.json';

/** Whether a pack is one of the package's own, of which the build has compiled what it can. */
export const isPackaged = ({ folder, shown }: Pack): boolean => folder === packageFile(...shown.split('/'));
