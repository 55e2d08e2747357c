import type { Operation } from '../../../contract/operation';
import { COMMON, packData, packText, shownFile, type Pack, type PackFile } from '../../../contract/pack';
import { said, type Cloud, type OwnStatement, type Place, type Value } from '../../statements';
import { LocatedYaml } from '../../../contract/located-yaml';

/** The content of an operation's `statements.yaml`. */
export interface Beside {
  /** Clouds for which the documentation has no tick and no table are left out. */
  clouds: Partial<Record<Cloud, boolean>>;
  types: Record<string, { bases: string[]; key?: string }>;
  enumerations: Record<string, string>;
  /** Members of enumerations whose values can combine several members; the slice has such a value as a string. */
  flags?: Record<string, string[]>;
}

/** The path to a part of a file. */
export type Way = readonly (string | number)[];

/** The files of a pack, with line numbers of their parts. */
export interface SliceFiles {
  beside: Beside;
  /** Creates a statement of the slice, with the row of the register that it represents. */
  slice(key: string, value: Value, at: Way, requirement?: string): OwnStatement;
  /** Creates a statement of `statements.yaml`. */
  besides(key: string, value: Value, at: Way): OwnStatement;
}

export function filesOf({ pack }: Operation): SliceFiles {
  const slices = [pack, COMMON].map((each) => locatedFile(each, 'openapi.yaml'));
  const beside = locatedFile(pack, 'statements.yaml');
  /** A slice refers to files that packs share: a part is in the first file that has it. */
  const fileOf = (at: Way): LocatedFile => {
    const part = at.slice(0, at[0] === 'components' ? 3 : 2);
    return slices.find(({ yaml }) => yaml.has(part)) ?? (slices[0] as LocatedFile);
  };
  return {
    beside: packData(pack, 'statements.yaml') as Beside,
    slice: (key, value, at, requirement) => ({
      ...said(key, value, placeIn(fileOf(at), at)),
      ...(requirement !== undefined && { requirement }),
    }),
    besides: (key, value, at) => said(key, value, placeIn(beside, at)),
  };
}

interface LocatedFile {
  name: string;
  yaml: LocatedYaml;
}

const locatedFile = (pack: Pack, file: PackFile): LocatedFile => ({
  name: shownFile(pack, file),
  yaml: new LocatedYaml(packText(pack, file)),
});

const placeIn = ({ name, yaml }: LocatedFile, at: Way): Place => ({ file: name, line: yaml.lineOf(at) });
