import { plainPath } from '../../graph-paths';
import { KEYS } from '../../keys';
import { ABSENT, DECLARED, NO_BODY, said, type Place, type Statement } from '../../statements';
import { mainOperation } from '../../subject';
import {
  chainOf,
  childOf,
  isNode,
  listIn,
  placeIn,
  placeOfType,
  resolved,
  schemasOf,
  typeIn,
  typeNamedBy,
  type Description,
  type Located,
  type Node,
} from './description';

/** The statements of an operation: parameters, request body, and answers of success. */
export function* operationStatements(
  method: string,
  path: string,
  operation: Located,
  description: Description,
): Generator<Statement> {
  const { node, part } = operation;
  yield said(KEYS.method(method), method, placeIn(operation));
  yield said(KEYS.path(method), plainPath(path), part.placeOf([]));
  // Parameters of the path item apply to all of its operations.
  yield* parameterStatements(method, { node: part.value, part, path: [] }, description);
  yield* parameterStatements(method, operation, description);
  const body = resolved(childOf(operation, 'requestBody'), description);
  if (body && method === mainOperation(description.subject).method)
    yield* requestStatements(method, body, description);
  const responses = node['responses'];
  for (const status of isNode(responses) ? Object.keys(responses) : []) {
    const answer = isNode(responses) ? responses[status] : undefined;
    // A status that only another page states is not a statement of this description.
    if (!status.startsWith('2') || (isNode(answer) && answer['x-disputed'] === true)) continue;
    const place = placeIn(operation, 'responses', status);
    yield said(KEYS.status(method), status.toUpperCase(), place);
    const response = resolved(childOf(operation, 'responses', status), description);
    if (response) yield* responseStatements(method, response, place, description);
  }
}

/** The required headers, and the values of $select, which are a list of properties. */
function* parameterStatements(method: string, of: Located, description: Description): Generator<Statement> {
  const list = of.node['parameters'];
  if (!Array.isArray(list)) return;
  for (const index of list.keys()) {
    const found = resolved(childOf(of, 'parameters', index), description);
    if (!found) continue;
    const { name, in: where, required, schema } = found.node;
    if (where === 'header' && typeof name === 'string')
      yield said(KEYS.header(method, name), required === true, placeIn(found));
    const items = isNode(schema) ? schema['items'] : undefined;
    const selectable: unknown = name === '$select' && isNode(items) ? items['enum'] : undefined;
    for (const [at, member] of (Array.isArray(selectable) ? selectable : []).entries())
      if (typeof member === 'string' && member !== '*')
        yield said(
          KEYS.property(description.subject.type, member),
          DECLARED,
          placeIn(found, 'schema', 'items', 'enum', at),
        );
  }
}

/** The media type of a JSON body, in preference to others. */
function mediaIn(content: Node): string | undefined {
  const medias = Object.keys(content);
  return medias.find((each) => each.startsWith('application/json')) ?? medias[0];
}

function* requestStatements(method: string, body: Located, description: Description): Generator<Statement> {
  const content = body.node['content'];
  const media = isNode(content) ? mediaIn(content) : undefined;
  if (media === undefined) return;
  yield said(KEYS.requestMedia(method), media, placeIn(body, 'content', media));
  const schema = childOf(body, 'content', media, 'schema');
  if (!schema) return;
  const named = typeNamedBy(schema, description.subject);
  if (named !== undefined) yield said(KEYS.requestType(method), named, placeOfType(schema));
  yield* requestSchemaStatements(method, schema, description);
}

/** Whether a body must name its type, with which value, and whether the description has the resource's type at all. */
function* requestSchemaStatements(
  method: string,
  schema: Located,
  description: Description,
): Generator<Statement> {
  const { parts, subject } = description;
  const chain = chainOf(schema, description);
  // A reference to components outside the file says nothing.
  if (chain.length === 0) return;
  const own = typeNamedBy(schema, subject) === subject.type ? chain : schemasOf(subject.type, description);
  const demanded = [...chain, ...(own ?? [])].find(({ node }) =>
    listIn(node['required']).includes('@odata.type'),
  );
  yield said(
    KEYS.annotationRequired(method),
    demanded !== undefined,
    demanded ? placeIn(demanded, 'required') : placeIn(schema),
  );
  for (const each of own ?? []) yield* annotationStatements(method, each, description);
  if (!parts.hasComponents('schemas') || own) return;
  const mapped = chain.some(({ node }) =>
    Object.values(mappingIn(node)).some((target) => typeIn(target, subject) === subject.type),
  );
  if (!mapped) yield said(KEYS.type(subject.type), ABSENT, placeIn(schema));
}

/** The value that a schema requires for the type annotation; the value of a base says nothing. */
function* annotationStatements(
  method: string,
  schema: Located,
  { subject }: Description,
): Generator<Statement> {
  const annotation = childOf(schema, 'properties', '@odata.type');
  if (!annotation) return;
  const { const: constant, default: preset, enum: members } = annotation.node;
  const [only, ...others] = Array.isArray(members) ? (members as unknown[]) : [];
  const value = constant ?? preset ?? (others.length === 0 ? only : undefined);
  const [base] = subject.types.get(subject.type)?.bases ?? [];
  if (typeof value === 'string' && typeIn(value, subject) !== base)
    yield said(KEYS.annotationValue(method), value, placeIn(annotation));
}

function mappingIn({ discriminator }: Node): Record<string, string> {
  const mapping = isNode(discriminator) ? discriminator['mapping'] : undefined;
  return isNode(mapping) ? (mapping as Record<string, string>) : {};
}

/** @param place the place of the status */
function* responseStatements(
  method: string,
  response: Located,
  place: Place,
  { subject }: Description,
): Generator<Statement> {
  const content = response.node['content'];
  const media = isNode(content) ? mediaIn(content) : undefined;
  if (media === undefined) return yield said(KEYS.body(method), NO_BODY, place);
  const at = placeIn(response, 'content', media);
  yield said(KEYS.responseMedia(method), media, at);
  const schema = childOf(response, 'content', media, 'schema');
  const type = schema && typeNamedBy(schema, subject);
  yield said(KEYS.body(method), type ?? 'an object', schema ? placeOfType(schema) : at);
}
