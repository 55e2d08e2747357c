// Mutators for code that reads: a step that is left out, and an error that is swallowed.
/** @param types Babel's */
export const statementMutators = (types) => [
  {
    /** A call that is not made, an assignment that is not carried out. */
    name: 'SkippedStatement',
    *mutate({ node }) {
      if (types.isExpressionStatement(node)) yield types.blockStatement([]);
    },
  },
  {
    /** A `throw` without effect: what follows goes on as if nothing had been wrong. */
    name: 'SwallowedError',
    *mutate({ node }) {
      if (types.isThrowStatement(node)) yield types.blockStatement([]);
    },
  },
  {
    /** An index, or a count, that is one off. */
    name: 'WrongIndex',
    *mutate({ node }) {
      if (!types.isNumericLiteral(node)) return;
      for (const value of [node.value - 1, node.value + 1]) yield types.valueToNode(value);
    },
  },
];
