import type { Operation } from '../../contract/operation';
import { KEYS } from '../keys';
import { CLOUDS, type OwnStatement } from '../statements';
import type { Subject } from '../subject';
import { enumerationsOf, type Enumeration } from './slice/enumerations';
import { filesOf, type SliceFiles } from './slice/files';
import { operationsIn, operationStatements } from './slice/operations';
import { declaredIn, typeStatements, type Declared } from './slice/types';

interface Own {
  subject: Subject;
  statements: OwnStatement[];
}

const read = new WeakMap<Operation, Own>();

/** The statements of an operation's contract, read once. */
export function ownStatements(operation: Operation): Own {
  let own = read.get(operation);
  if (!own) read.set(operation, (own = readOwn(operation)));
  return own;
}

/** The statements of the slice, and of `statements.yaml` for facts that OpenAPI cannot express. */
function readOwn(operation: Operation): Own {
  const files = filesOf(operation);
  const types = declaredIn(operation, files.beside);
  const enumerations = enumerationsOf(types, files);
  return {
    subject: subjectOf(operation, types, enumerations),
    statements: [...statementsOf(operation, types, enumerations, files)],
  };
}

const subjectOf = (
  operation: Operation,
  types: readonly Declared[],
  enumerations: ReadonlyMap<string, Enumeration>,
): Subject => ({
  operation,
  type: types[0]?.known.name ?? '',
  path: operation.path,
  operations: operationsIn(operation).map(({ method, requiredHeaders, takesBody }) => ({
    method,
    requiredHeaders,
    takesBody,
  })),
  types: new Map(types.map(({ known }) => [known.name, known])),
  enumerations: new Map([...enumerations].map(([name, { members }]) => [name, members])),
});

function* statementsOf(
  operation: Operation,
  types: readonly Declared[],
  enumerations: ReadonlyMap<string, Enumeration>,
  files: SliceFiles,
): Generator<OwnStatement> {
  for (const each of operationsIn(operation)) yield* operationStatements(each, operation, files);
  for (const type of types) yield* typeStatements(type, types, files);
  for (const { statements } of enumerations.values()) yield* statements;
  for (const cloud of CLOUDS) {
    const ticked = files.beside.clouds[cloud];
    if (ticked !== undefined) yield files.besides(KEYS.cloud(cloud), ticked, ['clouds', cloud]);
  }
}
