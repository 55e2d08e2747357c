// The tools in the order of the table.
import comparator from './comparator.mjs';
import dredd from './dredd.mjs';
import graphContract from './graph-contract.mjs';
import pact from './pact.mjs';
import { prism, prismErrors } from './prism.mjs';
import { generous, schemathesis } from './schemathesis.mjs';
import { generative, specmatic } from './specmatic.mjs';

export const TOOLS = [
  graphContract,
  schemathesis,
  generous,
  pact,
  prism,
  prismErrors,
  dredd,
  specmatic,
  generative,
  comparator,
];
