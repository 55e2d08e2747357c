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

/** What a user of a provider says to `verify`, and how one of the fleet is started. */
export interface ProviderOptions {
  lacks?: Capability[];
  settle?: number;
  groups?: string[];
  users?: string[];
  headers?: Record<string, string>;
  basePath?: string;
  tls?: boolean;
  /** Whether it has the policies of all operations, as of one tenant. */
  tenant?: boolean;
  /** Whether it shows only where rows are tried in their contexts: its reproductions are not measured. */
  contexts?: boolean;
  /** `http` where it is judged by the rules of HTTP too; their findings come with a line, and no sequence. */
  basis?: 'http';
  /** Old reads that a proxy before it answers with. */
  lag?: Lag;
}

/** What a provider does to one member. */
export type MemberFault =
  | 'forgotten'
  | 'reset'
  | 'stored-as'
  | 'lower-cased'
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
  /** The members of a policy that it is about, or a part of targets as `includeTargets.id`: a policy that is not documented to take them cannot have it. */
  members?: string[];
  /** The members that it shows otherwise: a policy whose reads are not documented to have them cannot have it. */
  shows?: string[];
  /** What an operation must have for a provider of it to be wrong so: words of `when` of common rows. */
  when?: Feature[];
  /** What the provider does to the first of the members, where that says it all: see faults/of-members.ts. */
  does?: MemberFault;
  /** The value that it stores, of `stored-as`; that it takes, though it must not, of `takes`; that it refuses, of `refuses`. */
  value?: unknown;
  /** Rows that a provider with it breaks too, whatever else it does. */
  also?: string[];
  /** Where the row itself says that this breach of it weighs less than the row does. */
  level?: 'SHOULD' | 'INFO';
  /** How updates of the policies that it is about are answered. */
  answers?: Answers;
  options?: ProviderOptions;
}

/**
 * What an update is answered with: nothing, the policy, the policy and in no case nothing, or either because the pages
 * disagree.
 */
export type Answers = 'nothing' | 'policy' | 'policy alone' | 'either';

/** A provider that differs where the contract leaves room. */
export interface Variant {
  id: string;
  says: string;
  /** The members of a policy that it is about. */
  members?: string[];
  /** What an operation must have. */
  when?: Feature[];
  /** How updates of the policies that it is about are answered. */
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

/** What of the catalogue applies to an operation: what breaks a row of its register, and is about members that it has. */
export function fleetOf({ operation, byId }: Register): { faults: Fault[]; variants: Variant[] } {
  const has = ({ members = [], answers, when = [] }: Fault | Variant): boolean =>
    when.every((word) => hasFeature(word, operation)) &&
    (answers === undefined || answersOf(operation).includes(answers)) &&
    members.every((member) => operation.isSettable(member));
  const isShown = ({ shows = [] }: Fault): boolean =>
    shows.every((member) => member in propertiesOf(operation.policySchema));
  // Of what is wrong in a member that no page lets an update set, nothing is written either.
  const isWritten = ({ breaks, members = [] }: Fault): boolean =>
    breaks !== 'ERR-TYPE' || members.every((member) => operation.isDocumented(member.split('.')[0] ?? ''));
  return {
    faults: loadFaults()
      .map((fault) => bySuccess(fault, operation))
      .filter((fault) => has(fault) && isShown(fault) && isWritten(fault) && byId.has(fault.breaks)),
    variants: loadVariants().filter(has),
  };
}

/**
 * The catalogue has the row of a success without a body; that of an operation may be another. Where it has a body, an update that is
 * not stored does not show there either.
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

/** The level at which a fault has to be seen: that of the row that it breaks. */
export const levelOf = ({ breaks, level }: Fault, register: Register): Level =>
  level ?? register.byId.get(breaks)?.level ?? 'NONE';
