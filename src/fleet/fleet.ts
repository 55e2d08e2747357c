import { readFileSync } from 'node:fs';
import { ownYaml } from '../bounds/yaml';
import type { Capability } from '../contract/register/capabilities';
import type { Operation } from '../contract/operation';
import { hasFeature, type Feature } from '../contract/register/features';
import type { Register } from '../contract/register/register';
import type { Level } from '../contract/register/row';
import { propertiesOf } from '../contract/slice';
import { packageFile } from '../contract/package-root';
import type { Lag } from './lagging';

/** The options that a user of a provider gives to `verify`, and how a provider of the fleet is started. */
export interface ProviderOptions {
  lacks?: Capability[];
  settle?: number;
  groups?: string[];
  users?: string[];
  headers?: Record<string, string>;
  basePath?: string;
  tls?: boolean;
  /** Whether the provider has the policies of all operations, as one tenant does. */
  tenant?: boolean;
  /** Whether the fault appears only if rows are tried in their contexts: its reproductions are not measured. */
  contexts?: boolean;
  /**
   * `http` if the provider is judged by the rules of HTTP too; these findings have a line to reproduce them, and no
   * sequence.
   */
  basis?: 'http';
  /** A proxy in front of the provider answers some reads with older states. */
  lag?: Lag;
}

/** A fault in one member. */
export type MemberFault =
  | 'forgotten'
  | 'reset'
  | 'stored-as'
  | 'lower-cased'
  | 'trimmed'
  | 'composed'
  | 'cut-at-64'
  | 'in-ascii'
  | 'unescaped'
  | 'cut-at-two'
  | 'shown-as-text'
  | 'left-out-of-reads'
  | 'kept-by-reset'
  | 'texts-dropped'
  | 'numbers-dropped'
  | 'lists-dropped'
  | 'takes'
  | 'refuses';

/** A provider with one fault. */
export interface Fault {
  id: string;
  /** The requirement that it breaks. */
  breaks: string;
  /** What goes wrong, in one line. */
  says: string;
  /**
   * The members that the fault concerns, or a part of targets such as `includeTargets.id`. The fault does not apply
   * to a policy whose updates do not document them.
   */
  members?: string[];
  /** The members that reads show wrongly. The fault does not apply to a policy whose reads do not document them. */
  shows?: string[];
  /** The features that an operation needs for the fault to apply, as in `when` of common rows. */
  when?: Feature[];
  /** The fault in the first of the members, if that describes it completely: see faults/of-members.ts. */
  does?: MemberFault;
  /** The value that `stored-as` stores, that `takes` wrongly accepts, or that `refuses` wrongly refuses. */
  value?: unknown;
  /** Rows that the operation needs for the fault to show: what no row has refused is not refused. */
  given?: string[];
  /** Further rows that every provider with the fault breaks. */
  also?: string[];
  /** A lower level, if the row itself gives this breach a lower level than its own. */
  level?: 'SHOULD' | 'INFO';
  /** How the policies that the fault applies to answer updates. */
  answers?: Answers;
  options?: ProviderOptions;
}

/**
 * The answer to an update: without content, with the policy, always with the policy, or either of the two because the
 * pages disagree.
 */
export type Answers = 'nothing' | 'policy' | 'policy alone' | 'either';

/** A conforming provider that differs where the contract leaves room. */
export interface Variant {
  id: string;
  says: string;
  /** The members that the variant concerns. */
  members?: string[];
  /** The features that an operation needs for the variant to apply. */
  when?: Feature[];
  /** How the policies that the variant applies to answer updates. */
  answers?: Answers;
  options?: ProviderOptions;
}

/** The faults of the catalogue, `spec/faults.yaml`. */
export const loadFaults = (): Fault[] => listIn<Fault>('faults');

/** The conforming variants, `spec/variants.yaml`. */
export const loadVariants = (): Variant[] => listIn<Variant>('variants');

function listIn<T>(name: 'faults' | 'variants'): T[] {
  const document = ownYaml(readFileSync(packageFile('spec', `${name}.yaml`), 'utf8')) as Record<string, T[]>;
  return document[name] ?? [];
}

/**
 * The part of the catalogue that applies to an operation: faults that break a row of its register and concern members
 * that it has.
 */
export function fleetOf({ operation, byId }: Register): { faults: Fault[]; variants: Variant[] } {
  const has = ({ members = [], answers, when = [] }: Fault | Variant): boolean =>
    when.every((word) => hasFeature(word, operation)) &&
    (answers === undefined || answersOf(operation).includes(answers)) &&
    members.every((member) => operation.isSettable(member));
  const isShown = ({ shows = [] }: Fault): boolean =>
    shows.every((member) => member in propertiesOf(operation.policySchema));
  // The documentation does not say what is wrong in a member that no page lets an update set either.
  const isWritten = ({ breaks, members = [] }: Fault): boolean =>
    breaks !== 'ERR-TYPE' || members.every((member) => operation.isDocumented(member.split('.')[0] ?? ''));
  return {
    faults: loadFaults()
      .map((fault) => bySuccess(fault, operation))
      .filter((fault) => has(fault) && isShown(fault) && isWritten(fault))
      .filter(({ breaks, given = [] }) => [breaks, ...given].every((row) => byId.has(row))),
    variants: loadVariants().filter(has),
  };
}

/**
 * The catalogue names the row of a success without a body; an operation may have another row. If its success has a
 * body, that body also fails to show an update that is not stored.
 */
function bySuccess(fault: Fault, { success }: Operation): Fault {
  if (success.row === PLAIN_SUCCESS) return fault;
  const own = (row: string): string => (row === PLAIN_SUCCESS ? success.row : row);
  const also = (fault.also ?? []).map(own);
  const isLost = success.content && [fault.breaks, ...also].includes('SEM-APPLY');
  return { ...fault, breaks: own(fault.breaks), also: [...also, ...(isLost ? ['RES-SHOWS'] : [])] };
}
const PLAIN_SUCCESS = 'RES-204';

const answersOf = ({ success: { content, also } }: Operation): readonly Answers[] =>
  content ? ['policy', also.includes(204) ? 'either' : 'policy alone'] : ['nothing'];

/** The level at which a fault must be detected: the level of the row that it breaks. */
export const levelOf = ({ breaks, level }: Fault, register: Register): Level =>
  level ?? register.byId.get(breaks)?.level ?? 'NONE';
