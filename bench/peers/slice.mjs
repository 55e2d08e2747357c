// The slice, and what is left out and put in for a tool that cannot read it as it is; docs/peers.md says so too.
import { ofProject } from './places.mjs';

const { defaultOperation } = ofProject('./dist/src/contract/operation');

export const POLICY =
  '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';

/** What a variant lacks, as the slice names it; permissions are no operation of their own. */
const OPERATIONS = { read: [POLICY, 'get'], delete: [POLICY, 'delete'], batch: ['/$batch', 'post'] };

/**
 * The slice as it is, without the operations that a provider declares it lacks. What graph-contract alone reads of a path goes
 * too, so that operations are all that a path has.
 */
export function sliceFor(lacks = []) {
  const slice = structuredClone(defaultOperation().slice);
  for (const item of Object.values(slice.paths))
    for (const name of Object.keys(item)) if (name.startsWith('x-')) delete item[name];
  for (const [path, method] of lacks.flatMap((name) => (OPERATIONS[name] ? [OPERATIONS[name]] : []))) {
    delete slice.paths[path]?.[method];
    if (Object.keys(slice.paths[path] ?? {}).length === 0) delete slice.paths[path];
  }
  return slice;
}

/** For a tool that wants every header that is described: those of a refusal that has another status are left out. */
export function withHeadersOfStatus(slice) {
  const statuses = { 'WWW-Authenticate': '401', 'Retry-After': '429', Allow: '405' };
  for (const { responses } of operationsOf(slice))
    for (const [status, { headers = {} }] of Object.entries(responses))
      for (const name of Object.keys(headers))
        if ((statuses[name] ?? status) !== status) delete headers[name];
  return slice;
}

/** Headers that a provider wants, as parameters of every operation, in each of its examples. */
export function withHeaders(slice, headers) {
  for (const operation of operationsOf(slice)) {
    const names = Object.keys(operation.requestBody?.content['application/json'].examples ?? {});
    for (const [name, value] of Object.entries(headers)) {
      const examples = Object.fromEntries(names.map((example) => [example, { value }]));
      // In the place of one that the slice has already.
      operation.parameters = operation.parameters.filter(
        ({ $ref = '' }) => slice.components.parameters[$ref.split('/').at(-1)]?.name !== name,
      );
      operation.parameters.push({
        ...{ name, in: 'header', required: true, schema: { type: 'string', enum: [value] } },
        ...(names.length > 0 ? { examples } : { example: value }),
      });
    }
  }
  return slice;
}

/**
 * For tools that know no ranges: each operation's `4XX` as the statuses that are given for its method. What the
 * service is at fault for is left out, since no tool provokes it.
 */
export function withStatuses(slice, statuses) {
  for (const item of Object.values(slice.paths))
    for (const [method, { responses }] of Object.entries(item)) {
      const refused = slice.components.responses.refused;
      // Written out, since Dredd takes responses that share a component for one and the same.
      for (const status of statuses[method] ?? []) responses[status] = structuredClone(refused);
      delete responses['4XX'];
      delete responses['5XX'];
    }
  return slice;
}

/**
 * For a tool that makes its own requests, and would take the correct provider for a wrong one: without what no
 * schema says (the order of the lifetimes, ids that are unique in a batch), and without what the pages leave open
 * (null, a client-request-id that is no GUID, members of a target that are not declared).
 */
export function withoutWhatIsOpen(slice) {
  delete slice.paths['/$batch'];
  const { authenticationMethodTargetUpdate, excludeTargetUpdate } = slice.components.schemas;
  for (const target of [authenticationMethodTargetUpdate, excludeTargetUpdate])
    delete target.additionalProperties;
  for (const operation of operationsOf(slice))
    operation.parameters = operation.parameters.filter(({ $ref = '' }) => !$ref.endsWith('/clientRequestId'));
  const { properties } = slice.components.schemas.temporaryAccessPassAuthenticationMethodConfigurationUpdate;
  for (const [name, schema] of Object.entries(properties))
    if (/Lifetime/.test(name)) delete properties[name];
    else if (Array.isArray(schema.type)) {
      schema.type = schema.type.find((type) => type !== 'null');
      if (schema.enum) schema.enum = schema.enum.filter((value) => value !== null);
    }
  return slice;
}

/** Says of everything that is read what OpenAPI means anyway: members that are not named may be there. */
export function openForReaders(slice) {
  const { schemas } = slice.components;
  const read = ['temporaryAccessPassAuthenticationMethodConfiguration', 'authenticationMethodTarget'];
  for (const name of [...read, 'excludeTarget', 'errorResponse', 'innerError', 'batchResponse'])
    schemas[name].additionalProperties = true;
  schemas.errorResponse.properties.error.additionalProperties = true;
  schemas.batchResponse.properties.responses.items.additionalProperties = true;
  return slice;
}

/** Header parameters that OpenAPI 3.0 tells tools to ignore (4.7.12.2), left out for those that do not. */
export function withoutIgnoredHeaders(slice) {
  const isIgnored = ({ $ref = '' }) => /\/(authorization|contentType)$/.test($ref);
  for (const operation of operationsOf(slice))
    operation.parameters = operation.parameters?.filter((parameter) => !isIgnored(parameter)) ?? [];
  for (const name of ['authorization', 'contentType']) delete slice.components.parameters[name];
  return slice;
}

const operationsOf = (slice) => Object.values(slice.paths).flatMap((item) => Object.values(item));
