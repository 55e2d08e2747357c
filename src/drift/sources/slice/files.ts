import type { Operation } from '../../../contract/operation';
import { COMMON, packData, packText, shownFile, type Pack, type PackFile } from '../../../contract/pack';
import { said, type Cloud, type OwnStatement, type Place, type Value } from '../../statements';
import { LocatedYaml } from '../../../contract/located-yaml';

/** What an operation's `statements.yaml` holds. */
export interface Beside {
  /** What pages have no tick for, and no table of, is left out. */
  clouds: Partial<Record<Cloud, boolean>>;
  types: Record<string, { bases: string[]; key?: string }>;
  enumerations: Record<string, string>;
  /** Members of those enumerations of which a value can have several: to the slice such a value is a string. */
  flags?: Record<string, string[]>;
}

/** The way to a part of a file. */
export type Way = readonly (string | number)[];

/** The files of a pack, whose parts know their lines. */
export interface SliceFiles {
  beside: Beside;
  /** Something that the slice says, and the row of the register that it stands for. */
  slice(key: string, value: Value, at: Way, requirement?: string): OwnStatement;
  /** Something that `statements.yaml` says. */
  besides(key: string, value: Value, at: Way): OwnStatement;
}

export function filesOf({ pack }: Operation): SliceFiles {
  const slices = [pack, COMMON].map((each) => locatedFile(each, 'openapi.yaml'));
  const beside = locatedFile(pack, 'statements.yaml');
  /** A slice refers to what packs share: a part stands in the first file that has it. */
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
