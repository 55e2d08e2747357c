// Mutators that Stryker lacks. Each is as mechanical as its own, and knows nothing of the contract.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Babel's, once it is installed: the page needs nothing but names. */
let types;

/** One less and one more. */
const number = {
  name: 'Number',
  *mutate({ node }) {
    if (!types.isNumericLiteral(node)) return;
    for (const value of [node.value - 1, node.value + 1]) yield types.valueToNode(value);
  },
};

/** Lists that were `as const` before they were bared. */
const constant = new WeakSet();

/**
 * Stryker takes `as const` for a type, and passes over what stands before it. Types are gone when the provider
 * runs, so that it is taken away before the file is gone through.
 */
function bareConstantLists(program) {
  program.traverse({
    TSAsExpression(path) {
      const { expression, typeAnnotation } = path.node;
      const isConst = types.isTSTypeReference(typeAnnotation) && typeAnnotation.typeName.name === 'const';
      if (!isConst || !types.isArrayExpression(expression)) return;
      constant.add(expression);
      path.replaceWith(expression);
    },
  });
}

/** An `as const` list without one of its elements. */
const constantList = {
  name: 'ConstantList',
  *mutate(path) {
    if (path.isProgram()) bareConstantLists(path);
    else if (constant.has(path.node)) yield* withoutOne(path.node, 'elements');
  },
};

/** Any other list without one of its elements. */
const listElement = {
  name: 'ListElement',
  *mutate({ node }) {
    if (types.isArrayExpression(node) && !constant.has(node)) yield* withoutOne(node, 'elements');
  },
};

/** An object without one of its members. */
const objectMember = {
  name: 'ObjectMember',
  *mutate({ node }) {
    if (types.isObjectExpression(node)) yield* withoutOne(node, 'properties');
  },
};

/** Where there is one part only, Stryker itself takes it away. */
function* withoutOne(node, parts) {
  if (node[parts].length < 2) return;
  for (const left of node[parts].keys()) {
    const copy = types.cloneNode(node);
    copy[parts].splice(left, 1);
    yield copy;
  }
}

/** A function of `value` that hands it on as it is; not one that answers yes or no, or nothing. */
const handedOn = {
  name: 'HandedOn',
  *mutate({ node, key, parent }) {
    if (key !== 'body' || !types.isFunction(parent)) return;
    if (!parent.params.some((param) => types.isIdentifier(param, { name: 'value' }))) return;
    const declared = parent.returnType?.typeAnnotation;
    if (types.isTSTypePredicate(declared) || types.isTSBooleanKeyword(declared)) return;
    if (types.isTSVoidKeyword(declared)) return;
    const value = types.identifier('value');
    yield types.isBlockStatement(node) ? types.blockStatement([types.returnStatement(value)]) : value;
  },
};

const FURTHER = [number, constantList, listElement, objectMember, handedOn];

export const FURTHER_NAMES = FURTHER.map(({ name }) => name);

/**
 * Adds mutators to Stryker's list, which it has no option for and exports no further than its own packages.
 * @param further makes them; those above, where it is not said
 */
export async function addMutators(further = () => FURTHER) {
  const ofStryker = createRequire(createRequire(import.meta.url).resolve('@stryker-mutator/core'));
  const instrumenter = ofStryker.resolve('@stryker-mutator/instrumenter/package.json');
  ({ types } = createRequire(instrumenter)('@babel/core'));
  const list = path.join(path.dirname(instrumenter), 'dist/src/mutators/mutate.js');
  const { allMutators } = await import(pathToFileURL(list).href);
  allMutators.push(...further(types));
}
