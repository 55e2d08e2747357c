/** The operations of the suite: each is a pack of data, a slice of the OpenAPI description and a register among it. */
import { createHash } from 'node:crypto';
import { UsageError } from '../usage-error';
import { bundle } from './bundle';
import { COMMON, isOwn, ownPacks, packData, type Pack } from './pack';
import {
  propertiesOf,
  rememberTargets,
  resolve,
  type AscendingPair,
  type SchemaNode,
  type Slice,
} from './slice';
import { validatorOf, type Breach } from './validators';

/** The operation that is meant where none is named. */
export const DEFAULT_OPERATION = 'temporaryAccessPass';

/** Two configurations of an authentication method, without the type annotation and the key. */
export type KnownStates = Readonly<Record<'A' | 'B', Readonly<Record<string, unknown>>>>;

/** An update of one authentication method's configuration, with the read and the reset beside it. */
export class Operation {
  /** How the command line and reports call it. */
  readonly name: string;
  /** Its path below the version root. */
  readonly path: string;
  /** The key of the configuration as reads return it: the last segment of the path. */
  readonly key: string;
  /** The segments in front of the key, in lower case. */
  readonly segments: readonly string[];
  /** The value that `@odata.type` must have, with its `#`. */
  readonly type: string;
  /** The schema of an update's body. */
  readonly updateSchema: SchemaNode;
  /** The schema of the policy as a read answers it. */
  readonly policySchema: SchemaNode;
  /** The names of those schemas. */
  readonly schemas: { readonly update: string; readonly policy: string };
  /** The members that an update can set: all but the key and annotations. */
  readonly updatable: readonly string[];
  /** The pairs of members that an update has to keep in order; none where nothing is ordered. */
  readonly ascendingPairs: readonly AscendingPair[];
  /** The members that an order binds together, lowest first; none where nothing is ordered. */
  readonly ordered: readonly string[];
  /** The members that may be recalculated when one of them is sent: those that an order binds, or the slice names. */
  readonly recalculable: readonly string[];
  /** Two configurations that differ in every member in which they can. */
  readonly examples: KnownStates;
  /** Of those what an update is documented to set: what runs start from, so that a member which is lost, reset or swapped shows. */
  readonly states: KnownStates;

  private silent: readonly [member: string, part?: string][] | undefined;
  private validator: ((name: string, document: unknown) => Breach[]) | undefined;

  /**
   * @param pack where its data is
   * @param slice what the pages say of it
   * @param digest of the slice as data
   */
  constructor(
    readonly pack: Pack,
    readonly slice: Slice,
    readonly digest: string,
  ) {
    this.name = pack.name;
    this.path = Object.keys(slice.paths)[0] as string;
    const segments = this.path.split('/').slice(1);
    this.key = segments.pop() as string;
    this.segments = segments.map((segment) => segment.toLowerCase());
    const policy = `${this.name}AuthenticationMethodConfiguration`;
    this.schemas = { update: `${policy}Update`, policy };
    this.updateSchema = this.schemaNamed(this.schemas.update);
    this.policySchema = this.schemaNamed(this.schemas.policy);
    this.type = propertiesOf(this.updateSchema)['@odata.type']?.const as string;
    this.updatable = Object.keys(propertiesOf(this.updateSchema)).filter(
      (member) => member !== 'id' && !member.includes('@'),
    );
    this.ascendingPairs = this.updateSchema['x-ascending'] ?? [];
    const { stateA, stateB } = examplesIn(slice.paths[this.path]);
    const pairs = this.ascendingPairs.map(({ members }) => members);
    const below = (name: string): number => pairs.filter(([, upper]) => upper === name).length;
    this.ordered = [...new Set(pairs.flat())].sort((one, other) => below(one) - below(other));
    this.recalculable = [...this.ordered, ...(this.updateSchema['x-recalculated'] ?? [])];
    this.examples = { A: withoutType(stateA), B: withoutType(stateB) };
    const documented = (state: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.entries(state).filter(([member]) => this.isDocumented(member)));
    this.states = { A: documented(this.examples.A), B: documented(this.examples.B) };
  }

  /** Method and path, as reports name it. */
  get signature(): string {
    return `PATCH ${this.path}`;
  }

  /** The schema of that name; an unknown name is a mistake of the caller's. */
  schemaNamed(name: string): SchemaNode {
    const found = this.slice.components.schemas[name];
    if (!found) throw new Error(`the slice of ${this.name} has no schema named ${name}`);
    return found;
  }

  /** Whether the pages say of a member that an update may set it, and not only that it is there. */
  isDocumented(member: string): boolean {
    return propertiesOf(this.updateSchema)[member]?.['x-silent'] !== true;
  }

  /** Whether there is a member, or a part of a collection's targets as `includeTargets.id`, and nothing speaks against setting it. */
  isSettable(place: string): boolean {
    const [member = '', part] = place.split('.');
    const schema = propertiesOf(this.updateSchema)[member];
    const found = part === undefined ? schema : propertiesOf(resolve(schema?.items ?? {}))[part];
    return found !== undefined && found['x-silent'] !== true;
  }

  /** Whether an update sets a member, or a member of a target, that no page says an update may set. */
  setsSilent(members: Readonly<Record<string, unknown>>): boolean {
    return this.silentPlaces.some(([member, part]) => {
      const value = members[member];
      if (part === undefined) return value !== undefined;
      return Array.isArray(value) && value.some((item) => isObject(item) && part in item);
    });
  }

  /** An update without those. */
  withoutSilent(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const kept = { ...members };
    for (const [member, part] of this.silentPlaces) {
      const value = kept[member];
      if (part === undefined) delete kept[member];
      else if (Array.isArray(value))
        kept[member] = value.map((item: unknown) =>
          isObject(item) ? Object.fromEntries(Object.entries(item).filter(([name]) => name !== part)) : item,
        );
    }
    return kept;
  }

  private get silentPlaces(): readonly [member: string, part?: string][] {
    return (this.silent ??= Object.entries(propertiesOf(this.updateSchema)).flatMap(
      ([member, schema]): [string, string?][] =>
        schema['x-silent']
          ? [[member]]
          : Object.entries(propertiesOf(resolve(schema.items ?? {})))
              .filter(([, part]) => part['x-silent'])
              .map(([part]) => [member, part]),
    ));
  }

  /**
   * Holds a document to one of the slice's schemas.
   * @param name the name of a schema under `components.schemas`, or of a header: `request-header:Content-Type`
   * @returns the breaches, at most one a place and row; none for a document that conforms
   */
  validate(name: string, document: unknown): Breach[] {
    this.validator ??= validatorOf(this.slice, isOwn(this.pack) ? `operations/${this.pack.name}` : undefined);
    return this.validator(name, document);
  }

  /** Holds the body of an update to the slice. */
  validateUpdate(body: unknown): Breach[] {
    return this.validate(this.schemas.update, body);
  }

  /** Holds the body of a read to the slice. */
  validatePolicy(body: unknown): Breach[] {
    return this.validate(this.schemas.policy, body);
  }
}

const loaded = new Map<string, Operation>();

let packs: readonly Pack[] | undefined;

/** The packs that come with the package, the default first. */
const knownPacks = (): readonly Pack[] =>
  (packs ??= ownPacks().sort(
    (one, other) => Number(other.name === DEFAULT_OPERATION) - Number(one.name === DEFAULT_OPERATION),
  ));

/** The names of all operations, the default first. */
export const operationNames = (): readonly string[] => knownPacks().map(({ name }) => name);

/**
 * The operation of that name, loaded once; letter case makes no difference.
 * @throws UsageError that lists the names where there is none
 */
export function operationNamed(given: string = DEFAULT_OPERATION): Operation {
  const known = loaded.get(given);
  if (known) return known;
  const pack = knownPacks().find(({ name }) => name.toLowerCase() === given.toLowerCase());
  if (!pack) throw new UsageError(`no operation is named ${given}: there are ${operationNames().join(', ')}`);
  let operation = loaded.get(pack.name);
  if (!operation) loaded.set(pack.name, (operation = load(pack)));
  return operation;
}

/** The operation of a signature, such as a report has; undefined where it is none of ours. */
export const operationOf = (signature: string): Operation | undefined =>
  operationNames()
    .map((name) => operationNamed(name))
    .find((operation) => operation.signature === signature);

/** The update of the Temporary Access Pass policy. */
export const defaultOperation = (): Operation => operationNamed(DEFAULT_OPERATION);

function load(pack: Pack): Operation {
  const [own, common] = [pack, COMMON].map((each) => packData(each, 'openapi.yaml') as Slice);
  const slice = bundle(own as Slice, common as Slice);
  rememberTargets(slice);
  const digest = createHash('sha256').update(JSON.stringify(slice)).digest('hex');
  return new Operation(pack, slice, `sha256:${digest}`);
}

/** The states that runs start from: examples of the update's body. */
function examplesIn(item: Slice['paths'][string] | undefined): Record<'stateA' | 'stateB', Example> {
  const { requestBody } = item?.['patch'] as {
    requestBody: { content: Record<string, { examples: Record<'stateA' | 'stateB', Example> }> };
  };
  return requestBody.content['application/json']?.examples as Record<'stateA' | 'stateB', Example>;
}

interface Example {
  value: Record<string, unknown>;
}

const withoutType = ({ value }: Example): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([member]) => !member.includes('@')));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Holds the body of an update to the slice of an operation. @see Operation.validate */
export const validateUpdate = (body: unknown, operation = defaultOperation()): Breach[] =>
  operation.validateUpdate(body);

/** Holds the body of a read to the slice of an operation. @see Operation.validate */
export const validatePolicy = (body: unknown, operation = defaultOperation()): Breach[] =>
  operation.validatePolicy(body);
