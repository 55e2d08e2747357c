import { knownOperations } from '../../contract/operation';
import { headerSchemas, resolve, type SchemaNode } from '../../contract/slice';
import { ByName } from '../by-name';
import { isHiddenName } from './named';
import { BATCH, ERROR, OF_A_REFUSAL, type Form, type Parts, type Shown } from './shown';

/** A place in a body of which something is known: which values are shown there, and what is below it. */
export interface Place {
  /** Schemas of the contract that declare it; none where only a list names it. */
  schemas: SchemaNode[];
  form?: Form | Parts;
  /** Members by name in lower case, since letter case is for checks to judge, and as they are declared. */
  members: Map<string, Place>;
  /** What each item of a list is. */
  each?: Place;
  /** Its members are headers. */
  headers?: true;
  /** It is the value of this header. */
  header?: string;
  /** Its name, or that of what it stands in, says that it is hidden. */
  hidden?: true;
}

/** Places of the bodies of one direction. */
export interface Places {
  /** The body of a request or of an answer that is no refusal. */
  body: Place;
  /** That of a refusal. */
  refusal: Place;
  /** Headers that slices declare, by name in lower case. */
  headers: ReadonlyMap<string, SchemaNode[]>;
  /** Texts that stand in slices by themselves, in lower case, and as they stand there. */
  words: ReadonlySet<string>;
  /** Members for which some slice lists all values, by name in lower case: wherever one stands, those are harmless. */
  listed: ReadonlyMap<string, Place>;
}

let known: Places | undefined;
let knownOf: unknown;

/** What is known of bodies by the slices of all operations that are loaded, packs of users among them. */
export function places(): Places {
  const operations = knownOperations();
  if (known && knownOf === operations) return known;
  knownOf = operations;
  return (known = placesOf());
}

const isHidden = new ByName((name) => !name.includes('@odata') && isHiddenName(name));
const HIDDEN: Place = { schemas: [], members: new Map(), hidden: true };

/** What is known of a member, or of an item: by its place, or else by its name. */
export function below(place: Place | undefined, name: string | undefined): Place | undefined {
  if (place?.hidden) return place;
  if (name === undefined) return place?.each;
  if (place?.headers) return { schemas: [], members: new Map(), header: name };
  const known = place && (place.members.get(name) ?? place.members.get(name.toLowerCase()));
  return known ?? (isHidden.of(name) ? (places().listed.get(name.toLowerCase()) ?? HIDDEN) : undefined);
}

function placesOf(): Places {
  const body = emptyPlace();
  const headers = new Map<string, SchemaNode[]>();
  const words = new Set<string>();
  const byName = new Map<string, Place>();
  for (const { updateSchema, policySchema, slice } of knownOperations()) {
    declare(body, updateSchema);
    declare(body, policySchema);
    for (const [name, schema] of Object.entries(headerSchemas(slice))) {
      const key = name.slice(name.indexOf(':') + 1).toLowerCase();
      headers.set(key, [...(headers.get(key) ?? []), schema]);
    }
    gather(slice.components.schemas, words);
    for (const schema of Object.values(slice.components.schemas)) listValues(schema, byName);
  }
  body.members.set('error', listed(ERROR));
  const refusal: Place = { ...body, members: new Map(body.members) };
  for (const [name, place] of listed(OF_A_REFUSAL).members)
    if (!refusal.members.has(name)) refusal.members.set(name, place);
  // A collection of policies, and a batch, have bodies in them.
  if (!body.members.has('value')) body.members.set('value', { ...emptyPlace(), each: body });
  for (const list of ['requests', 'responses']) {
    const item = listed(BATCH);
    item.members.set('headers', { ...emptyPlace(), headers: true });
    item.members.set('body', refusal);
    body.members.set(list, { ...emptyPlace(), each: item });
  }
  return { body, refusal, headers, words, listed: byName };
}

const emptyPlace = (): Place => ({ schemas: [], members: new Map() });

/** Adds what a schema declares to a place; a schema that refers to itself is gone into once. */
function declare(place: Place, node: SchemaNode): void {
  const schema = resolve(node);
  if (place.schemas.includes(schema)) return;
  place.schemas.push(schema);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const key = name.toLowerCase();
    let below = place.members.get(key);
    if (!below) place.members.set(key, (below = emptyPlace()));
    place.members.set(name, below);
    declare(below, property);
  }
  if (schema.items) declare((place.each ??= emptyPlace()), schema.items);
}

/** Adds the members of a schema for which it lists all values. */
function listValues({ properties = {} }: SchemaNode, byName: Map<string, Place>): void {
  for (const [name, property] of Object.entries(properties)) {
    const schema = resolve(property);
    if (schema.enum === undefined && schema.const === undefined) continue;
    const place = byName.get(name.toLowerCase()) ?? emptyPlace();
    place.schemas.push(schema);
    byName.set(name.toLowerCase(), place);
  }
}

const made = new Map<Shown, Place>();

function listed(shown: Shown): Place {
  const before = made.get(shown);
  if (before) return before;
  const place: Place = { schemas: [], members: new Map(), ...(shown.form && { form: shown.form }) };
  made.set(shown, place);
  for (const [name, below] of Object.entries(shown.members ?? {}))
    place.members.set(name, listed(typeof below === 'function' ? below() : below));
  // The details of an error are a list of errors.
  if (shown.members) place.each = place;
  return place;
}

/** The texts of a schema and the names of its members. */
function gather(node: unknown, words: Set<string>): void {
  if (typeof node === 'string' && node.length <= 80 && !/\s/.test(node)) add(words, node);
  if (typeof node !== 'object' || node === null) return;
  for (const [name, below] of Object.entries(node)) {
    if (!Array.isArray(node)) add(words, name);
    gather(below, words);
  }
}

function add(words: Set<string>, word: string): void {
  words.add(word).add(word.toLowerCase());
}
