import type * as Yaml from 'yaml';
import { shared } from './shared';

const library = (): typeof Yaml => jest.requireActual(shared.yamlLibrary);

/** A file of the package is what a worker made of it before; anything else, and any option, is the library's. */
function parse(text: string, options?: Yaml.ParseOptions): unknown {
  const known = options ? undefined : shared.yaml.get(text);
  return known ? (JSON.parse(known()) as unknown) : library().parse(text, options);
}

module.exports = new Proxy(
  { parse },
  { get: (own, name): unknown => Reflect.get(Reflect.has(own, name) ? own : library(), name) },
);
