import { createRequire } from 'node:module';

/**
 * A module that is loaded when it is first used: a command that judges one line should not load a parser of YAML
 * first. The suite is CommonJS, so that this is as good as an import at the top, only later.
 * @param name as an import has it
 * @returns a function that hands out the module
 */
export function onDemand<M>(name: string): () => M {
  let loaded: M | undefined;
  return () => (loaded ??= createRequire(__filename)(name) as M);
}
