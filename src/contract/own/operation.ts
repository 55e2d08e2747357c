import { isDeepStrictEqual } from 'node:util';
import { successCodes } from '../answers';
import { describe } from '../describe';
import type { Operation } from '../operation-of-pack';
import { fromPointer } from '../pointer';
import { updatedPath } from '../resource';
import { propertiesOf, type OperationNode, type PathItem, type Slice } from '../slice';
import { sentence } from '../validators';
import type { Fault, Way } from './faults';

const FILE = 'openapi.yaml';
const JSON_TYPE = 'application/json';

const fault = (at: Way, says: string): Fault => ({ file: FILE, at, says });

/**
 * Mistakes that keep a slice from describing one operation: it needs one updated path, one success answer and one
 * policy.
 */
export function pathFaults(slice: Slice): Fault[] {
  const paths = Object.keys(slice.paths).filter((path) => path !== '/$batch');
  const [path] = paths;
  if (path === undefined)
    return [fault(['paths'], 'has no path that is updated; a pack has one, with patch')];
  if (paths.length > 1)
    return [fault(['paths', paths[1] as string], `is a second path; a pack is of one, ${path}`)];
  const item = slice.paths[path] as PathItem;
  const at = ['paths', path];
  return [
    ...successFaults(item.patch, [...at, 'patch']),
    ...successFaults(item.get, [...at, 'get']),
    ...successFaults(item.delete, [...at, 'delete']),
    ...contentFaults(slice, item, at),
  ];
}

function successFaults(node: OperationNode | undefined, at: Way): Fault[] {
  if (!node) return [];
  const { stated: codes, disputed } = successCodes(node.responses);
  const filled = disputed.filter((code) => node.responses[code]?.content !== undefined);
  if (filled.length > 0)
    return [fault([...at, 'responses', filled[0] as string], 'has content; a disputed answer has none')];
  if (codes.length === 1) return [];
  const given = codes.length === 0 ? 'none' : codes.join(' and ');
  return [fault([...at, 'responses'], `must have one answer of success, such as '204'; it has ${given}`)];
}

/** A read, or else an update, is answered with the policy; both are objects. */
function contentFaults(slice: Slice, { patch, get }: PathItem, at: Way): Fault[] {
  const answered = [get, patch].flatMap((node) => Object.values(node?.responses ?? {}));
  const policy = answered.map(({ content }) => content?.[JSON_TYPE]?.schema.$ref).find(Boolean);
  if (get && Object.values(get.responses).every(({ content }) => content?.[JSON_TYPE] === undefined))
    return [
      fault([...at, 'get', 'responses'], `must have an answer with content of ${JSON_TYPE}: the policy`),
    ];
  if (policy === undefined)
    return [fault(at, 'has no answer with the policy: neither get nor patch has content in its answer')];
  const update = patch?.requestBody?.content[JSON_TYPE]?.schema.$ref;
  return [update, policy].flatMap((each) => {
    const name = each?.split('/').pop() ?? '';
    const schema = slice.components.schemas[name];
    return schema && Object.keys(propertiesOf(schema)).length === 0
      ? [fault(['components', 'schemas', name], 'must have properties: it is what an update or a read has')]
      : [];
  });
}

/** What is wrong with an operation whose slice is whole: its key, and the two states that runs start from. */
export function operationFaults(operation: Operation): Fault[] {
  return [...keyFaults(operation), ...stateFaults(operation)];
}

function keyFaults({ schemas, policySchema, slice }: Operation): Fault[] {
  const key = policySchema['x-key'];
  if (key === undefined) return [];
  const at = ['components', 'schemas', schemas.policy];
  if (key.length > 1)
    return [fault([...at, 'x-key'], 'must be one member: the policy has one key in its path')];
  const [member = ''] = key;
  const value = propertiesOf(policySchema)[member]?.const;
  const path = updatedPath(slice);
  const last = path.split('/').pop();
  if (value === undefined)
    return [fault([...at, 'properties', member], `must have const: the key, ${last}, as a read shows it`)];
  return String(value) === last
    ? []
    : [
        fault(
          [...at, 'properties', member, 'const'],
          `must be what the path ends with, ${last}; it is ${describe(value)}`,
        ),
      ];
}

/** Why Ajv makes no validator of the schemas; undefined where it does. */
function uncompiled(operation: Operation): string | undefined {
  try {
    operation.validateUpdate({});
    operation.validatePolicy({});
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n')[0];
  }
}

/** Two updates that conform and differ in every member: else what a provider loses or mixes up would not show. */
function stateFaults(operation: Operation): Fault[] {
  const { slice, schemas } = operation;
  const at = ['paths', updatedPath(slice), 'patch', 'requestBody', 'content', JSON_TYPE, 'examples'];
  const examples = (slice.paths[updatedPath(slice)] as PathItem).patch?.requestBody?.content[JSON_TYPE]
    ?.examples;
  const missing = ['stateA', 'stateB'].filter((name) => examples?.[name] === undefined);
  if (missing.length > 0)
    return [
      fault(
        examples ? at : at.slice(0, -1),
        `has no example ${missing.join(' and no ')}: two updates that differ in every member, which runs start from`,
      ),
    ];
  const unusable = uncompiled(operation);
  if (unusable !== undefined)
    return [fault(['components', 'schemas', schemas.update], `cannot be made a validator: ${unusable}`)];
  const wrong = ['stateA', 'stateB'].flatMap((name) =>
    operation
      .validateUpdate(examples?.[name]?.value)
      .filter(({ lenient }) => !lenient)
      .map((breach) =>
        fault(
          [...at, name, 'value', ...fromPointer(breach.pointer)],
          `breaks ${schemas.update}: ${sentence(breach)}`,
        ),
      ),
  );
  if (wrong.length > 0) return wrong;
  const { A, B } = operation.states;
  return operation.updatable
    .filter((member) => operation.isDocumented(member))
    .flatMap((member) => {
      if (A[member] === undefined || B[member] === undefined)
        return [
          fault(
            [...at, A[member] === undefined ? 'stateA' : 'stateB', 'value'],
            `has no ${member}: a provider that loses it would not be noticed`,
          ),
        ];
      // Items may refer to objects that do not exist, such as groups of a directory.
      return isDeepStrictEqual(A[member], B[member]) && !isDeepStrictEqual(A[member], [])
        ? [
            fault(
              [...at, 'stateB', 'value', member],
              'is as in stateA: a provider that keeps the old value would not be noticed',
            ),
          ]
        : [];
    });
}
