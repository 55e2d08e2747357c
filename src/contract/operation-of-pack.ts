/** What an operation is, by the data of its pack. */
import { createHash } from 'node:crypto';
import { resetOf, successOf, type Reset, type Success } from './answers';
import { bundle } from './bundle';
import { collectionsOf, type Collection } from './collections';
import { ordersOf } from './orders';
import { COMMON, compiledSlice, isPackaged, packData, type Pack, type WholeSlice } from './pack';
import { CAPABILITIES, type Capability } from './register/capabilities';
import { resourceOf, updatedPath, type Resource } from './resource';
import { setsAny, silentPlacesOf, withoutThem, type SilentPlace } from './silent';
import {
  propertiesOf,
  rememberTargets,
  resolve,
  type AscendingPair,
  type OperationNode,
  type PathItem,
  type SchemaNode,
  type Slice,
} from './slice';
import { validatorOf, type Breach } from './validators';

/** Two configurations of a policy, without annotations. */
export type KnownStates = Readonly<Record<'A' | 'B', Readonly<Record<string, unknown>>>>;

/** An update of one policy, with the read and the reset beside it: all that the suite knows of it is data of its pack. */
export class Operation {
  /** How the command line and reports call it. */
  readonly name: string;
  /** Where the policy is. */
  readonly resource: Resource;
  /** Its path below the version root. */
  readonly path: string;
  /** The key of the policy as reads return it, which ends the path; undefined where there is one policy and no key. */
  readonly key: string | undefined;
  /** The value that `@odata.type` must have, with its `#`; undefined where updates have no type. */
  readonly type: string | undefined;
  /** Whether an update must have it. */
  readonly typeIsDemanded: boolean;
  /** The name of the policy's type, or, where it has none, of its schema. */
  readonly typeName: string;
  /** What an update that succeeds is answered with. */
  readonly success: Success;
  /** What DELETE does; undefined where it is not offered. */
  readonly reset: Reset | undefined;
  /** What the operation offers beside the update. */
  readonly offers: ReadonlySet<Capability>;
  /** The least privileged permissions, by what they are for. */
  readonly permissions: { readonly write: string | undefined; readonly read: string | undefined };
  /** The schema of an update's body. */
  readonly updateSchema: SchemaNode;
  /** The schema of the policy as a read answers it. */
  readonly policySchema: SchemaNode;
  /** The names of those schemas. */
  readonly schemas: { readonly update: string; readonly policy: string };
  /** The members that an update can set: all but annotations and what has one value only. */
  readonly updatable: readonly string[];
  /** The collections of an update. */
  readonly collections: readonly Collection[];
  /** The pairs of members that an update has to keep in order; none where nothing is ordered. */
  readonly ascendingPairs: readonly AscendingPair[];
  /** The members that an order binds together, lowest first, order by order; none where nothing is ordered. */
  readonly orders: readonly (readonly string[])[];
  /** Groups of members that may be recalculated when one of them is sent: those that an order binds, and those that the slice names. */
  readonly recalculated: readonly (readonly string[])[];
  /** Two configurations that differ in every member in which they can. */
  readonly examples: KnownStates;
  /** The members that the page sends in its own example; undefined where the slice has none. */
  readonly documentedExample: Readonly<Record<string, unknown>> | undefined;
  /** Of those what an update is documented to set: what runs start from, so that a member which is lost, reset or swapped shows. */
  readonly states: KnownStates;

  private readonly silent: readonly SilentPlace[];
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
    const item = slice.paths[updatedPath(slice)] as PathItem;
    this.success = successOf(slice, item);
    this.reset = resetOf(slice, item);
    this.schemas = schemaNamesOf(item);
    this.updateSchema = this.schemaNamed(this.schemas.update);
    this.policySchema = this.schemaNamed(this.schemas.policy);
    this.resource = resourceOf(slice, this.policySchema);
    this.path = this.resource.path;
    this.key = this.resource.key;
    const annotation = propertiesOf(this.updateSchema)['@odata.type']?.const;
    this.type = typeof annotation === 'string' ? annotation : undefined;
    this.typeIsDemanded = this.updateSchema.required?.includes('@odata.type') === true;
    this.typeName = this.type?.replace(/^#(?:microsoft\.graph\.)?/, '') ?? this.schemas.policy;
    this.permissions = {
      write: leastOf(item.patch?.['x-permissions']),
      read: leastOf(item.get?.['x-permissions']),
    };
    this.offers = new Set(offeredBy(slice, item, this.permissions));
    this.updatable = Object.entries(propertiesOf(this.updateSchema))
      .filter(([member, schema]) => !member.includes('@') && schema.const === undefined && !schema.readOnly)
      .map(([member]) => member);
    this.collections = collectionsOf(this.updateSchema);
    this.ascendingPairs = this.updateSchema['x-ascending'] ?? [];
    this.orders = ordersOf(this.ascendingPairs);
    this.recalculated = [...this.orders, ...(this.updateSchema['x-recalculated'] ?? [])];
    const {
      documented: example,
      stateA,
      stateB,
    } = item.patch?.requestBody?.content[JSON_TYPE]?.examples ?? {};
    this.documentedExample = example && withoutAnnotations(example.value);
    this.examples = { A: withoutAnnotations(stateA?.value), B: withoutAnnotations(stateB?.value) };
    const documented = (state: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.entries(state).filter(([member]) => this.isDocumented(member)));
    this.states = { A: documented(this.examples.A), B: documented(this.examples.B) };
    this.silent = silentPlacesOf(this.updateSchema);
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

  /** The body of an update that sets members, with the type in front where an update must have it. */
  bodyOf(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return this.typeIsDemanded ? { '@odata.type': this.type, ...members } : { ...members };
  }

  /** Whether a cloud offers the operation under a version of Graph. */
  isOffered(cloud: string, version: string): boolean {
    const versions = this.resource.item['x-offered']?.[cloud];
    return versions === undefined || versions.includes(version);
  }

  /** Whether the pages say of a member that an update may set it, and not only that it is there. */
  isDocumented(member: string): boolean {
    return propertiesOf(this.updateSchema)[member]?.['x-silent'] !== true;
  }

  /**
   * Whether an update of a run ever sets a member: a page says that an update may, or the known states have it. What a
   * policy shows beside these is somebody else's, such as the methods' policies in the one above them.
   */
  isEverSet(member: string): boolean {
    return this.isDocumented(member) || member in this.examples.A;
  }

  /** Whether there is a member, or a part of a collection's items as `includeTargets.id`, and nothing speaks against setting it. */
  isSettable(place: string): boolean {
    let schema: SchemaNode | undefined = this.updateSchema;
    for (const name of place.split('.')) {
      const within: SchemaNode = resolve(schema);
      schema = propertiesOf(within.items ? resolve(within.items) : within)[name];
      if (schema === undefined) return false;
    }
    return schema['x-silent'] !== true;
  }

  /** Whether an update sets a member, or a part of an item, that no page says an update may set. */
  setsSilent(members: Readonly<Record<string, unknown>>): boolean {
    return setsAny(this.silent, members);
  }

  /** An update without those. */
  withoutSilent(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return withoutThem(this.silent, members);
  }

  /**
   * Holds a document to one of the slice's schemas.
   * @param name the name of a schema under `components.schemas`, or of a header: `request-header:Content-Type`
   * @returns the breaches, at most one a place and row; none for a document that conforms
   */
  validate(name: string, document: unknown): Breach[] {
    this.validator ??= validatorOf(
      this.slice,
      isPackaged(this.pack) ? `operations/${this.pack.name}` : undefined,
    );
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

/** The operation of a pack, which is taken as it is. */
export function operationOfPack(pack: Pack): Operation {
  const { slice, digest } = compiledSlice(pack) ?? wholeSlice(pack);
  rememberTargets(slice);
  return new Operation(pack, slice, digest);
}

/** The slice of a pack with what packs share in it, made of their files. */
export function wholeSlice(pack: Pack): WholeSlice {
  const [own, common] = [pack, COMMON].map((each) => packData(each, 'openapi.yaml') as Slice);
  const slice = bundle(own as Slice, common as Slice, pack);
  const digest = createHash('sha256').update(JSON.stringify(slice)).digest('hex');
  return { slice, digest: `sha256:${digest}` };
}

const JSON_TYPE = 'application/json';

/** The schemas that an update and a read refer to; what cannot be read is known by what an update is answered with. */
function schemaNamesOf({ patch, get }: PathItem): { update: string; policy: string } {
  const answered = [get, patch].flatMap((node) => Object.values(node?.responses ?? {}));
  const policy = answered.map(({ content }) => content?.[JSON_TYPE]?.schema.$ref).find(Boolean);
  return {
    update: nameIn(patch?.requestBody?.content[JSON_TYPE]?.schema.$ref),
    policy: nameIn(policy),
  };
}

const nameIn = ($ref: string | undefined): string => $ref?.split('/').pop() ?? '';

/** The permissions of a slice list the least privileged first; an application's are the same. */
const leastOf = (permissions: OperationNode['x-permissions']): string | undefined =>
  permissions?.delegatedWork?.[0] ?? permissions?.application?.[0];

function offeredBy(
  { paths }: Slice,
  item: PathItem,
  { write, read }: Operation['permissions'],
): Capability[] {
  return CAPABILITIES.filter(
    (capability) =>
      ({
        read: item.get !== undefined,
        delete: item.delete !== undefined,
        batch: paths['/$batch'] !== undefined,
        scopes: write !== undefined && read !== undefined && write !== read,
      })[capability],
  );
}

const withoutAnnotations = (value: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([member]) => !member.includes('@')));
