import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import {
  ABSENT,
  CLOUDS,
  DECLARED,
  IN_ORDER,
  isCollection,
  itemType,
  JSON_OBJECT,
  KEYS,
  mainOperation,
  NO_BODY,
  NO_JSON,
  operationBy,
  OUT_OF_ORDER,
  PERMISSION_KINDS,
  plainPath,
  SAME_VERSION,
  samePath,
  versionIn,
  type KnownOperation,
  type KnownType,
  type Place,
  type Reading,
  type Statement,
  type Subject,
  type Value,
} from '../statements';
import { textOf, type Document, type Resolve } from './documents';
import { statementsOfObject, type JsonNode } from './json-statements';
import { includesIn, linksIn, pageOf, plainText, type Block, type Page } from './markdown';
import {
  bodyIn,
  isDemanded,
  isNotRequired,
  isReadOnly,
  membersIn,
  nullableIn,
  orderIn,
  rangeIn,
  statusesIn,
  typeInTable,
} from './prose';
import { leastFirst } from './slice';

type Table = Extract<Block, { kind: 'table' }>;
type Heading = Extract<Block, { kind: 'heading' }>;
type Code = Extract<Block, { kind: 'code' }>;

/** What titles of pages call the methods. */
const VERBS: Record<string, string> = {
  update: 'PATCH',
  get: 'GET',
  read: 'GET',
  delete: 'DELETE',
  reset: 'DELETE',
};

/** Includes whose name says for which clouds they are, where their text can't be had. */
const CLOUD_INCLUDES: Record<string, readonly boolean[]> = {
  'all-clouds': [true, true, true, true],
  'global-us': [true, true, true, false],
  'global-only': [true, false, false, false],
  'global-china': [true, false, false, true],
  'global-uslgov': [true, true, false, false],
};

const baseName = (target: string): string => target.split(/[/\\]/).pop() ?? target;

/**
 * What pages of the documentation say: of an operation, of a resource, or includes on their own.
 * @param resolve reads what a page includes
 */
export async function docsStatements(
  documents: readonly Document[],
  subject: Subject,
  resolve: Resolve,
): Promise<Reading[]> {
  const pages = documents.map((document) => ({ name: document.name, page: pageOf(textOf(document)) }));
  const included = new Set<string>();
  const elsewhere = new Set<string>();
  const givenAs = (target: string): Document | undefined => {
    const wanted = baseName(target).toLowerCase();
    return documents.find(({ name }) => {
      const own = baseName(name).toLowerCase();
      return own === wanted || own.endsWith(`-${wanted}`);
    });
  };
  const find: Resolve = async (from, target) => {
    const given = givenAs(target);
    if (given) included.add(given.name);
    return given ?? resolve(from, target);
  };
  const readings: Reading[] = [];
  const fragments: { name: string; page: Page }[] = [];
  for (const { name, page } of pages) {
    if (isFragment(page)) {
      fragments.push({ name, page });
      continue;
    }
    const reading = await new PageReader(name, page, subject, find).read();
    readings.push(reading);
    if (reading.passedOver !== undefined)
      for (const { target } of includesOf(page)) elsewhere.add(givenAs(target)?.name ?? target);
  }
  for (const { name, page } of fragments) {
    // An include that no page has spoken for speaks for itself.
    const alone = fragmentReading(name, page, subject);
    const why = included.has(name)
      ? 'read as a part of the page that includes it'
      : elsewhere.has(name) && alone.statements.length > 0
        ? 'it is a part of a page of another operation'
        : undefined;
    readings.push(why === undefined ? alone : { kind: 'docs', name, statements: [], passedOver: why });
  }
  return readings;
}

const includesOf = ({ blocks }: Page): { target: string }[] =>
  blocks.flatMap((block) => (block.kind === 'text' ? includesIn(block.text, block.line) : []));

const isFragment = ({ blocks, matter }: Page): boolean =>
  matter['ms.topic'] === 'include' || !blocks.some((block) => block.kind === 'heading' && block.level === 1);

function fragmentReading(name: string, page: Page, subject: Subject): Reading {
  const statements: Statement[] = [];
  const main = mainOperation(subject).method;
  const ofOurs = new RegExp(`${subject.type}-(update|get|delete)-permissions`, 'i').exec(name)?.[1];
  for (const block of page.blocks) {
    if (block.kind !== 'table') continue;
    statements.push(...cloudStatements(block, name));
    const method = ofOurs === undefined ? undefined : (VERBS[ofOurs.toLowerCase()] ?? main);
    if (method !== undefined) statements.push(...permissionStatements(block, method, name));
  }
  return {
    kind: 'docs',
    name,
    statements,
    ...(statements.length === 0 && { passedOver: 'it is not about the operation' }),
  };
}

/** Reads one page. */
class PageReader {
  private readonly statements: Statement[] = [];
  private version: string | undefined;

  constructor(
    private readonly name: string,
    private readonly page: Page,
    private readonly subject: Subject,
    private readonly find: Resolve,
  ) {}

  async read(): Promise<Reading> {
    this.version = this.versionOfPage();
    const resource = this.resourceType();
    const operation = resource === undefined ? this.operation() : undefined;
    if (operation) await this.readOperation(operation);
    else if (resource !== undefined) this.readResource(resource);
    const passedOver =
      operation || resource !== undefined ? 'it says nothing that is compared' : 'it is of another operation';
    return {
      kind: 'docs',
      name: this.name,
      ...(this.version !== undefined && { version: this.version }),
      statements: this.statements,
      ...(this.statements.length === 0 && { passedOver }),
    };
  }

  private say(key: string, value: Value, line: number): void {
    this.statements.push({ key, value, place: { file: this.name, line } });
  }

  private get heading(): Heading | undefined {
    return this.page.blocks.find((block) => block.kind === 'heading' && block.level === 1) as
      Heading | undefined;
  }

  private get title(): string {
    return plainText(this.heading?.text ?? this.page.matter['title'] ?? '');
  }

  private get titleLine(): number {
    return this.heading?.line ?? 1;
  }

  /** The version in the URLs of the examples' requests; else in the name of the file, as the repository has it. */
  private versionOfPage(): string | undefined {
    for (const block of this.page.blocks) {
      if (block.kind !== 'code') continue;
      const [, url = ''] = REQUEST_LINE.exec(block.text) ?? [];
      const version = versionIn(url);
      if (version !== undefined) return version;
    }
    return /(?:^|[/\\-])(v\d+\.\d+|beta)(?=[/\\-])/i.exec(this.name)?.[1]?.toLowerCase();
  }

  // ---- the page of an operation

  /** Which operation the page is of: by its title, else by the path that it gives. */
  private operation(): KnownOperation | undefined {
    const { subject, title } = this;
    const requests = this.page.blocks.flatMap((block) => (block.kind === 'code' ? requestLines(block) : []));
    const [, verb = ''] = /^(\w+)/.exec(title) ?? [];
    const method = VERBS[verb.toLowerCase()];
    const named = title.toLowerCase().includes(subject.type.toLowerCase());
    const located = requests.find(({ path }) => samePath(path, subject.path, false));
    if (!named && !located) return undefined;
    // A sibling's page may give a path in braces.
    if (!named && /AuthenticationMethodConfiguration/i.test(title)) return undefined;
    return operationBy(subject, method ?? located?.method ?? '');
  }

  private async readOperation(operation: KnownOperation): Promise<void> {
    const { method } = operation;
    let section = '';
    let inExamples = false;
    let annotationSaid = false;
    let bodyLine: number | undefined;
    let headersLine: number | undefined;
    const headers = new Set<string>();
    let tableLine: number | undefined;
    const listed = new Map<string, number>();
    for (const block of this.page.blocks) {
      if (block.kind === 'heading') {
        const text = plainText(block.text).toLowerCase();
        if (/\(#tab\//.test(block.text) || block.level === 1) continue;
        if (block.level === 2) inExamples = /^examples?\b/.test(text);
        if (block.level === 2 || inExamples) section = text;
        if (block.level === 2 && text === 'request body') bodyLine = block.line;
        continue;
      }
      if (block.kind === 'code') {
        this.readCode(block, operation, inExamples, section);
        continue;
      }
      if (block.kind === 'table') {
        if (isPermissions(block)) this.statements.push(...permissionStatements(block, method, this.name));
        this.statements.push(...cloudStatements(block, this.name));
        if (section === 'request headers') {
          headersLine ??= block.line;
          this.readHeaders(block, operation, headers);
        }
        if (section === 'request body')
          for (const [property, { line }] of this.readProperties(block, subjectType(this.subject))) {
            tableLine ??= block.line;
            listed.set(property, line);
          }
        continue;
      }
      if (block.kind !== 'text') continue;
      await this.readIncludes(block.text, block.line, method);
      if (section === 'request body')
        annotationSaid = this.readAnnotationRule(block, method) || annotationSaid;
      if (section === 'request body') this.readUpdatable(block);
      if (section === 'response' && !inExamples) {
        this.readResponse(block, method);
      }
    }
    if (headersLine !== undefined)
      for (const name of operation.requiredHeaders)
        if (!headers.has(name.toLowerCase())) this.say(KEYS.header(method, name), false, headersLine);
    if (tableLine !== undefined) this.readListed(listed, tableLine);
    // A page on a request body that doesn't say so tells its readers that nothing more is needed.
    if (method === mainOperation(this.subject).method && bodyLine !== undefined && !annotationSaid)
      this.say(KEYS.annotationRequired(method), false, bodyLine);
  }

  /** The table of what an update may set has all of it; of a row that says read-only, that is told already. */
  private readListed(listed: ReadonlyMap<string, number>, tableLine: number): void {
    const { name, properties } = subjectType(this.subject);
    for (const property of properties.keys()) {
      const key = KEYS.updatable(name, property);
      const line = listed.get(property);
      if (!this.statements.some((each) => each.key === key))
        this.say(key, line !== undefined, line ?? tableLine);
    }
  }

  private readHeaders(table: Table, { method }: KnownOperation, seen: Set<string>): void {
    for (const { cells, line } of table.rows) {
      const [first = '', ...rest] = cells.map(plainText);
      const text = rest.join(' ');
      if (first === '') continue;
      seen.add(first.toLowerCase());
      const required = /\brequired\b/i.test(text) && !isNotRequired(text);
      this.say(KEYS.header(method, first), required, line);
      if (first.toLowerCase() === 'authorization') {
        const [, scheme] = /^(\w+)\s+\{?\w/.exec(text) ?? [];
        if (scheme !== undefined) this.say(KEYS.scheme(method), scheme, line);
      }
      const media = /\b[a-z]+\/\w[\w+-]*(?:\.[\w+-]+)*/i.exec(text)?.[0];
      if (first.toLowerCase() === 'content-type' && media !== undefined)
        this.say(KEYS.requestMedia(method), media, line);
    }
  }

  /** "@odata.type … must be included". */
  private readAnnotationRule({ text, line }: { text: string; line: number }, method: string): boolean {
    const at = text.search(/@odata\.type/);
    if (at < 0) return false;
    const plain = plainText(text);
    const own = line + (text.slice(0, at).match(/\n/g)?.length ?? 0);
    this.say(KEYS.annotationRequired(method), isDemanded(plain), own);
    const [, value] = /\bvalue\b[^.]*?`([^`]+)`/i.exec(text) ?? /(#?microsoft\.graph\.\w+)/.exec(plain) ?? [];
    if (value !== undefined) this.say(KEYS.annotationValue(method), value, own);
    return true;
  }

  private readUpdatable({ text, line }: { text: string; line: number }): void {
    const match = /\ball (?:the )?properties\b[^.]*\bcan be updated\b/i.exec(text);
    if (match)
      this.say(
        KEYS.updatable(this.subject.type, '*'),
        true,
        line + (text.slice(0, match.index).match(/\n/g)?.length ?? 0),
      );
  }

  private readResponse({ text, line }: { text: string; line: number }, method: string): void {
    const success = text.replace(/\b[45]\d\d\b[^.]*/g, '');
    for (const status of new Set(statusesIn(success))) this.say(KEYS.status(method), status, line);
    const body = bodyIn(success.replaceAll('\n', ' '));
    if (body !== undefined) this.say(KEYS.body(method), body, line);
  }

  private async readIncludes(text: string, line: number, method: string): Promise<void> {
    for (const include of includesIn(text, line)) {
      const clouds = /national-cloud/i.test(include.name);
      if (!clouds && !/permissions-table/i.test(include.name)) continue;
      const document = await this.find(this.name, include.target);
      const via = { file: this.name, line: include.line };
      if (document) {
        for (const block of pageOf(document.text).blocks) {
          if (block.kind !== 'table') continue;
          const read = clouds
            ? cloudStatements(block, document.name)
            : permissionStatements(block, method, document.name);
          this.statements.push(...read.map((each) => ({ ...each, place: { ...each.place, via } })));
        }
      } else if (clouds) {
        const ticks = CLOUD_INCLUDES[baseName(include.target).replace(/\.md$/i, '').toLowerCase()];
        ticks?.forEach((ticked, at) => this.say(KEYS.cloud(CLOUDS[at] ?? 'global'), ticked, include.line));
      }
    }
  }

  // ---- examples

  private readCode(block: Code, operation: KnownOperation, inExamples: boolean, section: string): void {
    const kind = block.annotation?.members['blockType'];
    if (section === 'http request') return this.readRequestPaths(block, operation, false);
    if (kind === 'request' || (kind === undefined && inExamples && requestLines(block).length > 0))
      return this.readRequestExample(block, operation);
    if (kind === 'response' || (kind === undefined && inExamples && STATUS_LINE.test(block.text)))
      this.readResponseExample(block, operation);
  }

  private readRequestPaths(block: Code, { method }: KnownOperation, example: boolean): void {
    const lines = requestLines(block);
    const ours = lines.filter(({ path }) => samePath(path, this.subject.path, false));
    for (const { method: given, path, line } of example || ours.length === 0 ? lines : ours) {
      this.say(KEYS.method(method), given, line);
      this.say(KEYS.path(method), path, line);
    }
  }

  private readRequestExample(block: Code, operation: KnownOperation): void {
    const { method } = operation;
    this.readRequestPaths(block, operation, true);
    const { head, body, bodyLine } = messageIn(block);
    const media = head.find(({ name }) => name === 'content-type');
    if (media) this.say(KEYS.requestMedia(method), mediaType(media.value), media.line);
    if (body.trim() === '' || operation.method === 'GET') return;
    const type = subjectType(this.subject);
    const root = jsonIn(body, this.name, bodyLine);
    if (!root) return this.say(KEYS.requestJson(method), NO_JSON, bodyLine);
    this.say(KEYS.requestJson(method), JSON_OBJECT, root.place.line ?? bodyLine);
    const annotation = (root.value as Record<string, unknown>)['@odata.type'];
    if (typeof annotation === 'string')
      this.say(KEYS.annotationValue(method), annotation, root.member('@odata.type').place.line ?? bodyLine);
    else this.say(KEYS.annotationRequired(method), false, root.place.line ?? bodyLine);
    this.statements.push(...statementsOfObject(root, type, this.subject));
  }

  private readResponseExample(block: Code, { method }: KnownOperation): void {
    const [, status] = STATUS_LINE.exec(block.text) ?? [];
    if (status === undefined || !/^2/.test(status)) return;
    this.say(KEYS.status(method), status, block.line);
    const { head, body, bodyLine } = messageIn(block);
    const media = head.find(({ name }) => name === 'content-type');
    const annotated = block.annotation?.members['@odata.type'];
    if (typeof annotated === 'string' && block.annotation)
      this.say(KEYS.body(method), bareType(annotated), block.annotation.line);
    if (body.trim() === '') {
      // What is cut short for the reader may have had a body.
      if (status === '204') this.say(KEYS.body(method), NO_BODY, block.line);
      return;
    }
    if (media) this.say(KEYS.responseMedia(method), mediaType(media.value), media.line);
    const root = jsonIn(body, this.name, bodyLine);
    if (!root) return this.say(KEYS.body(method), NO_JSON, bodyLine);
    const value = root.value as Record<string, unknown>;
    const own = value['@odata.type'];
    const at = typeof own === 'string' ? root.member('@odata.type').place : root.place;
    const name = typeof own === 'string' ? bareType(own) : 'an object without @odata.type';
    this.say(KEYS.body(method), name, at.line ?? bodyLine);
    if (typeof own === 'string' && name.toLowerCase() === this.subject.type.toLowerCase())
      this.say(KEYS.annotation(this.subject.type), own, at.line ?? bodyLine);
    this.readContexts(root, method);
    this.statements.push(...statementsOfObject(root, subjectType(this.subject), this.subject));
  }

  /** The version of Graph in the context URLs of an answer. */
  private readContexts(root: JsonNode, method: string): void {
    for (const [name, value] of Object.entries(root.value as Record<string, unknown>)) {
      if (!name.endsWith('@odata.context') || typeof value !== 'string') continue;
      const version = versionIn(value);
      if (version === undefined || this.version === undefined) continue;
      this.say(
        KEYS.context(method),
        version === this.version ? SAME_VERSION : `${version}, where ${this.version} was asked (${name})`,
        root.member(name).place.line ?? 1,
      );
    }
  }

  // ---- the page of a resource

  /** The type that the page is of, where that is one of ours or a base of ours. */
  private resourceType(): string | undefined {
    const [, named = ''] = /^([A-Za-z]\w*)\s+(?:resource|complex)\s+type\b/i.exec(this.title) ?? [];
    const { types } = this.subject;
    const ours = [...types.keys(), ...[...types.values()].flatMap(basesWithPages)];
    return ours.find((name) => name.toLowerCase() === named.toLowerCase());
  }

  private readResource(name: string): void {
    const isBase = !this.subject.types.has(name);
    const type = [...this.subject.types.values()].find(
      (each) => each.name === name || (isBase && basesWithPages(each).includes(name)),
    ) as KnownType;
    const known = isBase ? undefined : type;
    let section = '';
    let tableLine: number | undefined;
    const declared = new Map<string, { line: number; type: string }>();
    for (const block of this.page.blocks) {
      if (block.kind === 'heading') {
        if (block.level === 2) section = plainText(block.text).toLowerCase();
        continue;
      }
      if (block.kind === 'table') {
        if (section === 'properties' || section === 'relationships') {
          tableLine ??= block.line;
          for (const [property, facts] of this.readProperties(block, type)) declared.set(property, facts);
        }
        if (section === 'methods') this.readMethods(block);
        continue;
      }
      if (block.kind === 'text') {
        this.readLinks(block);
        const [, base] = /\binherits from\s+(?:the\s+)?[[*`]*(\w+)/i.exec(block.text) ?? [];
        if (base !== undefined && known) this.say(KEYS.base(name), base, block.line);
      }
      if (block.kind === 'code') this.readRepresentation(block, name, type, isBase);
    }
    if (!known || tableLine === undefined) return;
    this.say(KEYS.type(name), DECLARED, this.titleLine);
    for (const [property] of known.properties)
      if (!declared.has(property)) this.say(KEYS.property(name, property), ABSENT, tableLine);
  }

  private readProperties(table: Table, type: KnownType): Map<string, { line: number; type: string }> {
    const found = new Map<string, { line: number; type: string }>();
    const heads = table.head.map((cell) => plainText(cell).toLowerCase());
    const [name, typed, described] = [/property|relationship|name|parameter/, /type/, /description/].map(
      (word) => heads.findIndex((head) => word.test(head)),
    ) as [number, number, number];
    if (name < 0 || typed < 0) return found;
    for (const { cells, line } of table.rows) {
      const [property] = /^[A-Za-z_][\w.-]*(?=$|[\s(])/.exec(plainText(cells[name] ?? '')) ?? [];
      if (property === undefined) continue;
      const of = typeInTable(plainText(cells[typed] ?? ''));
      const text = cells[described] ?? '';
      found.set(property, { line, type: of });
      this.say(KEYS.property(type.name, property), DECLARED, line);
      if (!type.properties.has(property)) continue;
      this.say(KEYS.propertyType(type.name, property), of, line);
      this.readDescription(text, property, type, line);
    }
    return found;
  }

  private readDescription(text: string, property: string, type: KnownType, line: number): void {
    const plain = plainText(text);
    const range = rangeIn(plain);
    if (range !== undefined) this.say(KEYS.range(type.name, property), range, line);
    const order = orderIn(text);
    if (order) {
      const [lower, upper] = order;
      this.sayOrder(type, lower, property, line);
      this.sayOrder(type, property, upper, line);
    }
    const { type: of = '', enumeration } = type.properties.get(property) ?? {};
    const members = membersIn(text);
    if (members && enumeration !== undefined) {
      for (const member of members) this.say(KEYS.member(enumeration, member), DECLARED, line);
      for (const member of this.subject.enumerations.get(enumeration) ?? [])
        if (!members.includes(member)) this.say(KEYS.member(enumeration, member), ABSENT, line);
    }
    const nullable = nullableIn(plain);
    if (nullable !== undefined)
      this.say(
        isCollection(of) ? KEYS.itemsNullable(type.name, property) : KEYS.nullable(type.name, property),
        nullable,
        line,
      );
    if (isReadOnly(plain) && type.name === this.subject.type)
      this.say(KEYS.updatable(type.name, property), false, line);
  }

  /** That one property is at most another; where the contract has it the other way round, that it is more. */
  private sayOrder({ name, orders }: KnownType, lower: string, upper: string, line: number): void {
    const turned = orders.some(([least, most]) => least === upper && most === lower);
    if (turned) this.say(KEYS.order(name, upper, lower), OUT_OF_ORDER, line);
    else this.say(KEYS.order(name, lower, upper), IN_ORDER, line);
  }

  /** What each method returns, in the table of methods. */
  private readMethods(table: Table): void {
    for (const { cells, line } of table.rows) {
      const [link = '', returned = ''] = cells;
      const [target] = linksIn(link, line);
      const operation = operationBy(this.subject, VERBS[plainText(link).toLowerCase()] ?? '');
      const [, page = ''] = /([\w.-]+)\.md$/i.exec(target?.target ?? '') ?? [];
      if (!operation || !page.toLowerCase().startsWith(`${this.subject.type.toLowerCase()}-`)) continue;
      const type = plainText(returned);
      const known = [...this.subject.types.keys()].find((name) => name.toLowerCase() === type.toLowerCase());
      this.say(KEYS.body(operation.method), /^none\.?$/i.test(type) ? NO_BODY : (known ?? type), line);
    }
  }

  /** A link whose words are a type leads to that type's page. */
  private readLinks({ text, line }: { text: string; line: number }): void {
    for (const link of linksIn(text, line)) {
      const type = [...this.subject.types.keys()].find((name) => name === link.words);
      const [, page] = /(?:^|\/)([\w-]+)\.md(?:#|$)/i.exec(link.target) ?? [];
      if (type !== undefined && page !== undefined) this.say(KEYS.page(type), page.toLowerCase(), link.line);
    }
  }

  /** The JSON of a resource, in which types stand for values. */
  private readRepresentation(block: Code, name: string, type: KnownType, isBase: boolean): void {
    const { annotation } = block;
    if (annotation?.members['blockType'] !== 'resource') return;
    const { keyProperty, baseType } = annotation.members;
    if (!isBase && typeof keyProperty === 'string') this.say(KEYS.key(name), keyProperty, annotation.line);
    if (!isBase && typeof baseType === 'string')
      this.say(KEYS.base(name), bareType(baseType), annotation.line);
    const root = jsonIn(block.text, this.name, block.line);
    if (!root) return;
    const own = (root.value as Record<string, unknown>)['@odata.type'];
    if (!isBase && typeof own === 'string')
      this.say(KEYS.annotation(name), own, root.member('@odata.type').place.line ?? block.line);
    this.representation(root, type);
  }

  private representation(node: JsonNode, type: KnownType): void {
    for (const [name, value] of Object.entries(node.value as Record<string, unknown>)) {
      if (name.includes('@')) continue;
      const child = node.member(name);
      const line = child.place.line ?? 1;
      this.say(KEYS.property(type.name, name), DECLARED, line);
      const property = type.properties.get(name);
      if (!property) continue;
      if (typeof value === 'string') {
        const kind = REPRESENTED[/^\w+/.exec(value)?.[0].toLowerCase() ?? ''];
        if (kind !== undefined) this.say(KEYS.json(type.name, name), kind, line);
      } else if (Array.isArray(value)) {
        this.say(KEYS.json(type.name, name), 'array', line);
        value.forEach((item, index) => this.nested(item, child.item(index), itemType(property.type)));
      } else if (typeof value === 'object' && value !== null) {
        this.say(KEYS.json(type.name, name), 'object', line);
        this.nested(value, child, property.type);
      }
    }
  }

  private nested(value: unknown, node: JsonNode, type: string): void {
    const known = this.subject.types.get(type);
    if (!known || typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const annotation = (value as Record<string, unknown>)['@odata.type'];
    if (typeof annotation === 'string')
      this.say(KEYS.annotation(type), annotation, node.member('@odata.type').place.line ?? 1);
    this.representation(node, known);
  }
}

/** The words that stand for values in the JSON of a resource. */
const REPRESENTED: Record<string, string> = {
  string: 'string',
  boolean: 'boolean',
  integer: 'integer',
  int: 'integer',
  int16: 'integer',
  int32: 'integer',
  int64: 'integer',
  number: 'number',
  double: 'number',
  decimal: 'number',
};

const REQUEST_LINE = /^(?:GET|PATCH|PUT|POST|DELETE)\s+(\S+)/m;
const STATUS_LINE = /^HTTP\/[\d.]+\s+(\d{3})/m;

interface RequestLine {
  method: string;
  path: string;
  line: number;
}

const requestLines = ({ text, line }: Code): RequestLine[] =>
  text.split('\n').flatMap((each, at): RequestLine[] => {
    const [, method, url] = /^\s*(GET|PATCH|PUT|POST|DELETE|HEAD)\s+(\S+)/.exec(each) ?? [];
    return method !== undefined && url !== undefined
      ? [{ method, path: plainPath(url), line: line + at }]
      : [];
  });

/** A request or an answer as pages print them: a line, headers, a blank line, a body. */
function messageIn({ text, line }: Code): {
  head: { name: string; value: string; line: number }[];
  body: string;
  bodyLine: number;
} {
  const lines = text.split('\n');
  const head: { name: string; value: string; line: number }[] = [];
  let at = 1;
  for (; at < lines.length; at += 1) {
    const each = lines[at] as string;
    const [, name, value] = /^([A-Za-z][\w-]*):\s*(.*)$/.exec(each) ?? [];
    if (name === undefined || value === undefined) break;
    head.push({ name: name.toLowerCase(), value: value.trim(), line: line + at });
  }
  while (at < lines.length && (lines[at] as string).trim() === '') at += 1;
  return { head, body: lines.slice(at).join('\n'), bodyLine: line + at };
}

const mediaType = (value: string): string => (value.split(';')[0] as string).trim().toLowerCase();

const bareType = (name: string): string => name.replace(/^#?(?:microsoft\.graph\.)?/, '');

/** The root of all types is a base of the others, and says nothing of one. */
const basesWithPages = ({ bases }: KnownType): readonly string[] => bases.filter((base) => base !== 'entity');

const subjectType = (subject: Subject): KnownType => subject.types.get(subject.type) as KnownType;

/** JSON text as a node whose parts know their lines; undefined where it is no object. */
function jsonIn(text: string, file: string, line: number): JsonNode | undefined {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: false });
  if (!tree || errors.length > 0 || tree.type !== 'object') return undefined;
  const nodeOf = (node: Node): JsonNode => ({
    value: valueOf(node),
    place: { file, line: line + (text.slice(0, node.offset).match(/\n/g)?.length ?? 0) } satisfies Place,
    member(name) {
      const pair = node.children?.find(({ children }) => children?.[0]?.value === name);
      return nodeOf(pair?.children?.[1] ?? node);
    },
    item: (index) => nodeOf(node.children?.[index] ?? node),
  });
  return nodeOf(tree);
}

function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value as unknown;
  return Object.fromEntries(
    (node.children ?? []).flatMap(({ children }) => {
      const [key, value] = children ?? [];
      return key && value ? [[key.value as string, valueOf(value)]] : [];
    }),
  );
}

const isPermissions = ({ head }: Table): boolean => /permission type/i.test(plainText(head[0] ?? ''));

/** Which permissions there are for which kind of access, the least privileged first. */
function permissionStatements(table: Table, method: string, file: string): Statement[] {
  if (!isPermissions(table)) return [];
  const statements = table.rows.flatMap(({ cells, line }): Statement[] => {
    const [first = '', ...rest] = cells.map(plainText);
    const kind = /personal/i.test(first)
      ? 'delegatedPersonal'
      : /delegated/i.test(first)
        ? 'delegatedWork'
        : /application/i.test(first)
          ? 'application'
          : undefined;
    if (kind === undefined) return [];
    const named = rest.flatMap((cell) => cell.match(/\b[A-Za-z][\w-]*(?:\.[\w-]+)+\b/g) ?? []);
    return [
      { key: KEYS.permission(method, kind), value: leastFirst([...new Set(named)]), place: { file, line } },
    ];
  });
  // A kind of access without a row has no permission.
  const missing = PERMISSION_KINDS.map((kind) => KEYS.permission(method, kind)).filter(
    (key) => !statements.some((statement) => statement.key === key),
  );
  return statements.length === 0
    ? []
    : [...statements, ...missing.map((key) => ({ key, value: [], place: { file, line: table.line } }))];
}

const CLOUD_HEADS: readonly [RegExp, (typeof CLOUDS)[number]][] = [
  [/global/i, 'global'],
  [/L5|DOD/i, 'usGovL5'],
  [/L4|US Gov/i, 'usGovL4'],
  [/china|21vianet/i, 'china'],
];

/** Which clouds have a tick. */
function cloudStatements({ head, rows }: Table, file: string): Statement[] {
  const clouds = head.map((cell) => CLOUD_HEADS.find(([word]) => word.test(plainText(cell)))?.[1]);
  if (!clouds.includes('global')) return [];
  return rows.slice(0, 1).flatMap(({ cells, line }) =>
    clouds.flatMap((cloud, at): Statement[] => {
      const cell = cells[at] ?? '';
      const ticked = /check_mark|✅|✔|☑|\byes\b/i.test(cell);
      // Beside ticks, an empty cell is none.
      if (cloud === undefined || (!ticked && !/^$|:x:|❌|✖|✗|\bno\b/i.test(cell.trim()))) return [];
      return [{ key: KEYS.cloud(cloud), value: ticked, place: { file, line } }];
    }),
  );
}
