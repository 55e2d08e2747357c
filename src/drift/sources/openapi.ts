import { plainPath, samePath } from '../graph-paths';
import { KEYS } from '../keys';
import { rangeOf, UNSAID } from '../ranges';
import {
  ABSENT,
  DECLARED,
  NO_BODY,
  type Place,
  type Reading,
  type Statement,
  type Value,
} from '../statements';
import { mainOperation, type KnownType, type Subject } from '../subject';
import type { Document } from './documents';
import { partsOf, type Part, type Parts } from './openapi-parts';

type Node = Record<string, unknown>;
type Path = readonly (string | number)[];

/** A node and where it stands. */
interface Located {
  node: Node;
  part: Part;
  path: Path;
}

/** How far references are followed. */
const DEEPEST = 20;

const JSON_MEDIA = 'application/json';

/**
 * What an OpenAPI description says of the operation: Microsoft's own, whole or a module of it, or any other.
 * @throws UsageError for what is none
 */
export function openapiStatements(document: Document, subject: Subject): Reading {
  return new DescriptionReader(document.name, partsOf(document), subject).read();
}

class DescriptionReader {
  private readonly statements: Statement[] = [];

  constructor(
    private readonly name: string,
    private readonly parts: Parts,
    private readonly subject: Subject,
  ) {}

  read(): Reading {
    const version = this.version();
    const path = this.pathName();
    const item = path === undefined ? undefined : this.parts.path(path);
    const passedOver = 'it has no path of the operation';
    if (path !== undefined && item) this.readItem(path, item);
    else this.readAncestor();
    return {
      kind: 'openapi',
      name: this.name,
      ...(version !== undefined && { version }),
      statements: this.statements,
      ...(this.statements.length === 0 && { passedOver }),
    };
  }

  private say(key: string, value: Value, place: Place): void {
    this.statements.push({ key, value, place });
  }

  private version(): string | undefined {
    const servers = this.parts.section('servers');
    const info = this.parts.section('info') as { version?: unknown } | undefined;
    const urls = Array.isArray(servers) ? servers.map((server: Node) => String(server['url'])) : [];
    const named = [urls[0] ?? '', String(info?.version ?? '')].map(
      (text) => /(?:^|\/)(v\d+\.\d+|beta)(?:\/|$)/i.exec(text)?.[1],
    );
    return named.find((each) => each !== undefined)?.toLowerCase();
  }

  /** The path itself before one with a key in braces. */
  private pathName(): string | undefined {
    const wanted = this.subject.path;
    const braces = (path: string): number => path.split('{').length;
    const [best] = [...this.parts.paths]
      .filter((path) => samePath(plainPath(path), wanted, false))
      .sort((one, other) => braces(one) - braces(other));
    return best;
  }

  /** A description that has the collection, and not what is in it, has the operation no more. */
  private readAncestor(): void {
    const { path } = this.subject;
    const collection = path.slice(0, path.lastIndexOf('/'));
    const found = [...this.parts.paths].find((each) => samePath(plainPath(each), collection, false));
    const item = found === undefined ? undefined : this.parts.path(found);
    if (item) this.say(KEYS.path(mainOperation(this.subject).method), ABSENT, item.placeOf([]));
  }

  private readItem(path: string, item: Part): void {
    for (const { method } of this.subject.operations) {
      const operation = item.value[method.toLowerCase()];
      const at = [method.toLowerCase()];
      if (isNode(operation)) this.readOperation(method, path, { node: operation, part: item, path: at });
      else if (method === mainOperation(this.subject).method)
        this.say(KEYS.method(method), ABSENT, item.placeOf([]));
    }
    this.readTypes(item);
  }

  private readOperation(method: string, path: string, operation: Located): void {
    const { node, part, path: at } = operation;
    this.say(KEYS.method(method), method, part.placeOf(at));
    this.say(KEYS.path(method), plainPath(path), part.placeOf([]));
    for (const list of [{ node: part.value, part, path: [] as Path }, operation])
      this.readParameters(method, list);
    const body = this.resolve(this.child(operation, 'requestBody'));
    if (body && method === mainOperation(this.subject).method) this.readRequest(method, body);
    const responses = node['responses'];
    if (!isNode(responses)) return;
    for (const status of Object.keys(responses).filter((code) => /^2/.test(code))) {
      const place = part.placeOf([...at, 'responses', status]);
      this.say(KEYS.status(method), status.toUpperCase(), place);
      const response = this.resolve(this.child(operation, 'responses', status));
      if (response) this.readResponse(method, response, place);
    }
  }

  private readParameters(method: string, of: Located): void {
    const list = of.node['parameters'];
    if (!Array.isArray(list)) return;
    list.forEach((_, index) => {
      const found = this.resolve(this.child(of, 'parameters', index));
      if (!found) return;
      const { name, in: where, required, schema } = found.node;
      if (where === 'header' && typeof name === 'string')
        this.say(KEYS.header(method, name), required === true, found.part.placeOf(found.path));
      // What can be selected is a list of properties.
      const items = isNode(schema) ? schema['items'] : undefined;
      if (name !== '$select' || !isNode(items) || !Array.isArray(items['enum'])) return;
      items['enum'].forEach((member, at) => {
        if (typeof member === 'string' && member !== '*')
          this.say(
            KEYS.property(this.subject.type, member),
            DECLARED,
            found.part.placeOf([...found.path, 'schema', 'items', 'enum', at]),
          );
      });
    });
  }

  private readRequest(method: string, body: Located): void {
    const content = body.node['content'];
    if (!isNode(content)) return;
    const medias = Object.keys(content);
    const media = medias.find((each) => each.startsWith(JSON_MEDIA)) ?? medias[0];
    if (media === undefined) return;
    const at = [...body.path, 'content', media];
    this.say(KEYS.requestMedia(method), media, body.part.placeOf(at));
    const schema = this.child(body, 'content', media, 'schema');
    if (!schema) return;
    const named = this.typeOf(schema);
    if (named !== undefined) this.say(KEYS.requestType(method), named, placeOfType(schema));
    this.readRequestSchema(method, schema, body.part.placeOf([...at, 'schema']));
  }

  private readRequestSchema(method: string, schema: Located, place: Place): void {
    const chain = this.chainOf(schema);
    // A reference into components that are not in the file says nothing.
    if (chain.length === 0) return;
    const { type } = this.subject;
    const own = this.typeOf(schema) === type ? chain : this.schemaOf(type);
    const demanded = [...chain, ...(own ?? [])].find(({ node }) =>
      listIn(node['required']).includes('@odata.type'),
    );
    this.say(
      KEYS.annotationRequired(method),
      demanded !== undefined,
      demanded ? demanded.part.placeOf([...demanded.path, 'required']) : place,
    );
    for (const each of own ?? []) {
      const annotation = this.child(each, 'properties', '@odata.type');
      if (!annotation) continue;
      const { const: constant, default: preset, enum: members } = annotation.node;
      const value =
        constant ?? preset ?? (Array.isArray(members) && members.length === 1 ? members[0] : undefined);
      if (typeof value === 'string' && !this.isOfBase(value))
        this.say(KEYS.annotationValue(method), value, annotation.part.placeOf(annotation.path));
    }
    if (!this.parts.hasComponents('schemas') || own) return;
    const mapped = chain.some(({ node }) =>
      Object.values(mappingIn(node)).some((target) => this.shortName(target) === type),
    );
    if (!mapped) this.say(KEYS.type(type), ABSENT, place);
  }

  private readResponse(method: string, response: Located, place: Place): void {
    const content = response.node['content'];
    if (!isNode(content) || Object.keys(content).length === 0)
      return this.say(KEYS.body(method), NO_BODY, place);
    const medias = Object.keys(content);
    const media = medias.find((each) => each.startsWith(JSON_MEDIA)) ?? (medias[0] as string);
    const at = response.part.placeOf([...response.path, 'content', media]);
    this.say(KEYS.responseMedia(method), media, at);
    const schema = this.child(response, 'content', media, 'schema');
    const type = schema && this.typeOf(schema);
    this.say(KEYS.body(method), type ?? 'an object', schema ? placeOfType(schema) : at);
  }

  /** The types of the contract, and the base of the resource's where that is all there is. */
  private readTypes(item: Part): void {
    for (const type of this.subject.types.values()) {
      const own = this.schemaOf(type.name);
      const [found] = own ?? [];
      if (own && found) {
        this.say(KEYS.type(type.name), DECLARED, found.part.placeOf([]));
        this.readMembers(type, own, true);
        continue;
      }
      if (type.name !== this.subject.type) continue;
      const inherited = type.bases.map((base) => this.schemaOf(base)).find((each) => each !== undefined);
      if (inherited) this.readMembers(type, inherited, false);
    }
    this.readEnumerations(item);
  }

  private readMembers(type: KnownType, chain: readonly Located[], whole: boolean): void {
    const seen = new Set<string>();
    for (const each of chain) {
      const properties = each.node['properties'];
      if (!isNode(properties)) continue;
      for (const name of Object.keys(properties)) {
        if (seen.has(name) || name.includes('@')) continue;
        seen.add(name);
        const property = this.child(each, 'properties', name);
        if (property) this.readProperty(type, name, property);
      }
    }
    const [first] = chain;
    if (!whole || !first) return;
    for (const name of type.properties.keys())
      if (!seen.has(name)) this.say(KEYS.property(type.name, name), ABSENT, first.part.placeOf([]));
  }

  private readProperty(type: KnownType, name: string, property: Located): void {
    const place = property.part.placeOf(property.path);
    this.say(KEYS.property(type.name, name), DECLARED, place);
    const known = type.properties.get(name);
    if (!known) return;
    const { node } = property;
    const alternatives = ['anyOf', 'oneOf', 'allOf'].flatMap((word) =>
      Array.isArray(node[word]) ? node[word].filter(isNode) : [],
    );
    const parts = [node, ...alternatives];
    const nullable = parts.some(
      (each) => each['nullable'] === true || [each['type']].flat().includes('null') || each['const'] === null,
    );
    const declared = this.propertyType(parts);
    const isReference = parts.some((each) => typeof each['$ref'] === 'string');
    const inline = parts.find((each) => Array.isArray(each['enum']));
    const values = listIn(inline?.['enum']);
    if (values.length > 0 && known.enumeration !== undefined) {
      this.say(KEYS.propertyType(type.name, name), known.enumeration, place);
      this.sayMembers(known.enumeration, values, (at) =>
        property.part.placeOf(
          at === undefined ? property.path : [...property.path, ...(inline === node ? ['enum', at] : [])],
        ),
      );
    } else if (declared !== undefined && !(known.isFlags && declared === 'Edm.String'))
      this.say(
        KEYS.propertyType(type.name, name),
        declared,
        property.part.placeOf([...property.path, ...typeAt(node)]),
      );
    const items = node['items'];
    if (isNode(items) && items['nullable'] === true)
      this.say(KEYS.itemsNullable(type.name, name), true, place);
    // Beside a reference OpenAPI 3.0 takes no other word, so that its absence says nothing.
    if (nullable || !isReference) this.say(KEYS.nullable(type.name, name), nullable, place);
    this.readBounds(type, name, parts, place);
    const words = parts.map((each) => each['description']).filter((each) => typeof each === 'string');
    const readOnly = parts.some((each) => each['readOnly'] === true);
    const fixed = parts.some((each) => typeof each['const'] === 'string');
    if (
      type.name === this.subject.type &&
      (readOnly || fixed || words.some((each) => /\bread-?only\b/i.test(each)))
    )
      this.say(KEYS.updatable(type.name, name), false, place);
  }

  private readBounds(type: KnownType, name: string, parts: readonly Node[], place: Place): void {
    const number = (word: string): number | undefined =>
      parts.map((each) => each[word]).find((each): each is number => typeof each === 'number');
    // What a type of 32 bits holds anyway is no range.
    const [low, high] = [number('minimum'), number('maximum')];
    const [minimum, maximum] = [
      low === -(2 ** 31) ? undefined : low,
      high === 2 ** 31 - 1 ? undefined : high,
    ];
    if (minimum !== undefined || maximum !== undefined)
      this.say(KEYS.range(type.name, name), rangeOf(minimum, maximum, UNSAID), place);
  }

  private readEnumerations(item: Part): void {
    for (const [name] of this.subject.enumerations) {
      const found = this.schemaNode(name);
      if (!found || found.part === item) continue;
      const members = listIn(found.node['enum']);
      if (members.length > 0)
        this.sayMembers(name, members, (at) =>
          found.part.placeOf(at === undefined ? [] : [...found.path, 'enum', at]),
        );
    }
  }

  private sayMembers(enumeration: string, members: readonly string[], placeOf: (at?: number) => Place): void {
    members.forEach((member, at) => this.say(KEYS.member(enumeration, member), DECLARED, placeOf(at)));
    for (const member of this.subject.enumerations.get(enumeration) ?? [])
      if (!members.includes(member)) this.say(KEYS.member(enumeration, member), ABSENT, placeOf());
  }

  // ---- references and names

  private propertyType(parts: readonly Node[]): string | undefined {
    for (const each of parts) {
      if (typeof each['$ref'] === 'string') return this.shortName(each['$ref']);
      const [word] = [each['type']].flat().filter((type) => type !== 'null');
      if (word === 'array') {
        const items = each['items'];
        const inner = isNode(items) ? this.propertyType([items, ...listOfNodes(items)]) : undefined;
        return inner === undefined ? undefined : `Collection(${inner})`;
      }
      if (typeof word === 'string' && !(word === 'object' && parts.length > 1))
        return edmType(word, typeof each['format'] === 'string' ? each['format'] : '');
    }
    return undefined;
  }

  /** The name of the type that a schema refers to. */
  private typeOf({ node }: Located): string | undefined {
    const reference = [node, ...listOfNodes(node)].find((each) => typeof each['$ref'] === 'string');
    return reference ? this.shortName(reference['$ref'] as string) : undefined;
  }

  /** A type's name without where it stands; a schema of updates is of the type that it updates. */
  private shortName(reference: string): string {
    const name = (reference.split('/').pop() as string).replace(/^#?microsoft\.graph\./, '');
    const bare = name.replace(/Update$/, '');
    return bare !== name && this.subject.types.has(bare) ? bare : name;
  }

  private isOfBase(value: string): boolean {
    const [base] = this.subject.types.get(this.subject.type)?.bases ?? [];
    return base !== undefined && this.shortName(value) === base;
  }

  private schemaNode(type: string): Located | undefined {
    for (const name of [`microsoft.graph.${type}`, `${type}Update`, type]) {
      const part = this.parts.component('schemas', name);
      if (part) return { node: part.value, part, path: [] };
    }
    return undefined;
  }

  /** The schemas that a type is made of, its own before its bases'. */
  private schemaOf(type: string): Located[] | undefined {
    const found = this.schemaNode(type);
    return found && this.chainOf(found);
  }

  private chainOf(start: Located, depth = 0): Located[] {
    const at = this.resolve(start);
    if (!at || depth > DEEPEST) return [];
    const all = at.node['allOf'];
    const parts = Array.isArray(all) ? all.map((_, index) => this.child(at, 'allOf', index)) : [];
    // A base is referred to, what is a type's own stands there.
    const [inherited, own] = [true, false].map((which) =>
      parts.filter((part) => part && (typeof part.node['$ref'] === 'string') === which),
    ) as [Located[], Located[]];
    return [at, ...[...own, ...inherited].flatMap((part) => this.chainOf(part, depth + 1))];
  }

  private child(of: Located, ...names: (string | number)[]): Located | undefined {
    let node: unknown = of.node;
    for (const name of names) {
      if (typeof node !== 'object' || node === null) return undefined;
      node = (node as Record<string | number, unknown>)[name];
    }
    return isNode(node) ? { node, part: of.part, path: [...of.path, ...names] } : undefined;
  }

  private resolve(located: Located | undefined, depth = 0): Located | undefined {
    const reference = located?.node['$ref'];
    if (typeof reference !== 'string') return located;
    const [, kind, name] = /^#\/components\/([^/]+)\/(.+)$/.exec(reference) ?? [];
    if (kind === undefined || name === undefined || depth > DEEPEST) return undefined;
    const part = this.parts.component(kind, unescaped(name));
    return part && this.resolve({ node: part.value, part, path: [] }, depth + 1);
  }
}

/** A name in a reference; one that is escaped wrongly is the name itself. */
function unescaped(name: string): string {
  const plain = name.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** Where a schema names its type. */
const placeOfType = ({ node, part, path }: Located): Place => part.placeOf([...path, ...typeAt(node)]);

/** On the way from a property to the word or the reference that says its type. */
function typeAt(node: Node): string[] {
  if (isNode(node['items'])) return ['items', ...typeAt(node['items'])];
  return ['$ref', 'type'].filter((word) => word in node).slice(0, 1);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

const listOfNodes = (node: Node): Node[] =>
  ['anyOf', 'oneOf', 'allOf'].flatMap((word) => (Array.isArray(node[word]) ? node[word].filter(isNode) : []));

function mappingIn(node: Node): Record<string, string> {
  const { discriminator } = node;
  const mapping = isNode(discriminator) ? discriminator['mapping'] : undefined;
  return isNode(mapping) ? (mapping as Record<string, string>) : {};
}

/** Words and formats of OpenAPI as types of EDM. @see https://spec.openapis.org/registry/format/ */
function edmType(word: string, format: string): string {
  const formats: Record<string, string> = {
    int8: 'Edm.SByte',
    uint8: 'Edm.Byte',
    int16: 'Edm.Int16',
    int32: 'Edm.Int32',
    int64: 'Edm.Int64',
    double: 'Edm.Double',
    float: 'Edm.Single',
    decimal: 'Edm.Decimal',
    uuid: 'Edm.Guid',
    'date-time': 'Edm.DateTimeOffset',
    date: 'Edm.Date',
    time: 'Edm.TimeOfDay',
    duration: 'Edm.Duration',
    base64url: 'Edm.Binary',
  };
  const words: Record<string, string> = { string: 'Edm.String', boolean: 'Edm.Boolean' };
  return formats[format] ?? words[word] ?? word;
}
