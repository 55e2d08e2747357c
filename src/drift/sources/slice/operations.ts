import { successCodes } from '../../../contract/answers';
import type { Operation } from '../../../contract/operation';
import type { ParameterNode, SchemaNode } from '../../../contract/slice';
import { KEYS } from '../../keys';
import { JSON_OBJECT, NO_BODY, PERMISSION_KINDS, SAME_VERSION, type OwnStatement } from '../../statements';
import type { KnownOperation } from '../../subject';
import { leastFirst } from '../permissions';
import type { SliceFiles, Way } from './files';
import { refName } from './references';

/** An operation in the slice. */
export interface SliceOperation {
  parameters?: { $ref: string }[];
  requestBody?: { content: Record<string, { schema: SchemaNode }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: SchemaNode }> }>;
  'x-permissions'?: Record<string, string[] | string>;
}

const METHODS = ['patch', 'get', 'delete'] as const;

/** The operations of the path, with the contract's own one first. */
export function operationsIn({
  slice,
  path,
}: Operation): (KnownOperation & { node: SliceOperation; at: Way })[] {
  const item = slice.paths[path] as unknown as Record<string, SliceOperation>;
  return METHODS.flatMap((method) => {
    const node = item[method];
    if (!node) return [];
    const requiredHeaders = requiredIn(node, slice).map(({ parameter }) => parameter.name);
    const takesBody = node.requestBody !== undefined;
    return [{ method: method.toUpperCase(), requiredHeaders, takesBody, node, at: ['paths', path, method] }];
  });
}

/** The path as pages write it, with a placeholder in braces if any key is valid. */
const shownPath = ({ path, resource: { keys, keyMember } }: Operation): string =>
  keys ? `${path.slice(0, path.lastIndexOf('/'))}/{${keyMember}}` : path;

/** The headers that an operation requires. */
function requiredIn(
  { parameters = [] }: SliceOperation,
  { components }: Operation['slice'],
): { id: string; parameter: ParameterNode }[] {
  return parameters.flatMap(({ $ref }) => {
    const id = refName({ $ref });
    const parameter = components.parameters[id] as ParameterNode;
    return parameter.in === 'header' && parameter.required === true ? [{ id, parameter }] : [];
  });
}

/** The statements of the slice on an operation: path, headers, request body, answer of success, permissions. */
export function* operationStatements(
  { method, node, at }: ReturnType<typeof operationsIn>[number],
  operation: Operation,
  files: SliceFiles,
): Generator<OwnStatement> {
  const { slice, path } = operation;
  yield files.slice(KEYS.method(method), method, at, 'REQ-METHOD');
  yield files.slice(KEYS.path(method), shownPath(operation), ['paths', path], 'REQ-PATH');
  for (const { id, parameter } of requiredIn(node, slice)) {
    const { name, 'x-requirement': row } = parameter;
    const place = ['components', 'parameters', id];
    yield files.slice(KEYS.header(method, name), true, [...place, 'required'], row);
    if (name === 'Authorization') yield files.slice(KEYS.scheme(method), 'Bearer', place, 'REQ-AUTH');
  }
  if (node.requestBody)
    yield* requestStatements(method, node.requestBody, [...at, 'requestBody'], slice, files);
  const [status] = successCodes(node.responses).stated;
  if (status !== undefined)
    yield* responseStatements(method, status, operation, [...at, 'responses', status], files);
  yield* permissionStatements(method, node, [...at, 'x-permissions'], files);
}

function* requestStatements(
  method: string,
  { content }: NonNullable<SliceOperation['requestBody']>,
  at: Way,
  { components }: Operation['slice'],
  files: SliceFiles,
): Generator<OwnStatement> {
  const [media = ''] = Object.keys(content);
  yield files.slice(KEYS.requestMedia(method), media, [...at, 'content', media], 'REQ-CT');
  const id = refName(content[media]?.schema);
  const node = components.schemas[id];
  if (!node) return;
  const place = ['components', 'schemas', id];
  const demanded = node.required?.includes('@odata.type') === true;
  const annotation = node.properties?.['@odata.type']?.const;
  yield files.slice(
    KEYS.requestType(method),
    id.replace(/Update$/, ''),
    [...at, 'content', media],
    'REQ-JSON',
  );
  yield files.slice(KEYS.requestJson(method), JSON_OBJECT, [...place, 'type'], 'REQ-JSON');
  yield files.slice(
    KEYS.annotationRequired(method),
    demanded,
    [...place, 'required'],
    demanded ? 'REQ-TYPE' : undefined,
  );
  if (typeof annotation === 'string')
    yield files.slice(
      KEYS.annotationValue(method),
      annotation,
      [...place, 'properties', '@odata.type'],
      'REQ-TYPE-VALUE',
    );
}

function* responseStatements(
  method: string,
  status: string,
  { slice, path, success }: Operation,
  at: Way,
  files: SliceFiles,
): Generator<OwnStatement> {
  const { responses } = slice.paths[path]?.[method.toLowerCase() as 'patch'] as SliceOperation;
  yield files.slice(KEYS.status(method), status, at, success.row);
  const { $ref, content } = responses[status] ?? {};
  if ($ref !== undefined || !content) return yield files.slice(KEYS.body(method), NO_BODY, at, 'RES-EMPTY');
  const [media = ''] = Object.keys(content);
  yield files.slice(KEYS.responseMedia(method), media, [...at, 'content', media], 'GET-SHAPE');
  yield files.slice(
    KEYS.body(method),
    refName(content[media]?.schema),
    [...at, 'content', media],
    'GET-SHAPE',
  );
  yield files.slice(KEYS.context(method), SAME_VERSION, at);
}

/** The permissions for each kind of access; empty for a kind that the slice does not name. */
function* permissionStatements(
  method: string,
  { 'x-permissions': permissions }: SliceOperation,
  at: Way,
  files: SliceFiles,
): Generator<OwnStatement> {
  if (!permissions) return;
  const row = permissions['x-requirement'];
  for (const kind of PERMISSION_KINDS) {
    const named = permissions[kind];
    yield files.slice(
      KEYS.permission(method, kind),
      typeof named === 'object' ? leastFirst(named) : [],
      named ? [...at, kind] : at,
      typeof row === 'string' ? row : undefined,
    );
  }
}
