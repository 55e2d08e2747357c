import { excessInWords, excessOf } from '../../../bounds/excess';
import { LIMITS } from '../../../bounds/limits';
import { UsageError } from '../../../usage-error';
import { toPointer } from '../../../contract/pointer';
import type { Place } from '../../statements';
import { textOf, type Document } from '../documents';
import { LocatedYaml } from '../../../contract/located-yaml';
import { outlineOf, type Stretch } from './yaml-outline';

/** A part of a description, with the places of its nodes. */
export interface Part {
  value: Record<string, unknown>;
  placeOf(path: readonly (string | number)[]): Place;
}

/** An OpenAPI description that is parsed only where its parts are requested. */
export interface Parts {
  /** The names of the paths as written. */
  paths: Iterable<string>;
  /** Whether it has any components of a kind; an excerpt may have none. */
  hasComponents(kind: string): boolean;
  path(name: string): Part | undefined;
  component(kind: string, name: string): Part | undefined;
  /** `info`, `servers`, `openapi`. */
  section(name: string): unknown;
}

/**
 * Opens a description in YAML or JSON.
 * @throws UsageError if the document is not a description
 */
export function partsOf(document: Document): Parts {
  const { name } = document;
  const plain = textOf(document);
  return /^\s*\{/.test(plain.slice(0, 1000)) ? jsonParts(plain, name) : yamlParts(plain, name);
}

function jsonParts(text: string, file: string): Parts {
  const excess = excessOf(text, { values: LIMITS.described });
  if (excess) throw new UsageError(`${file}: ${excessInWords(excess, 'described')}`);
  let document: Record<string, unknown>;
  try {
    document = JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    const [, at] = /position (\d+)/.exec((error as Error).message) ?? [];
    throw new UsageError(`${file}: it is not JSON${at === undefined ? '' : ` from character ${at} on`}`);
  }
  const child = (of: unknown, name: string): unknown =>
    typeof of === 'object' && of !== null && Object.hasOwn(of, name)
      ? (of as Record<string, unknown>)[name]
      : undefined;
  const part = (value: unknown, base: readonly string[]): Part | undefined =>
    typeof value === 'object' && value !== null
      ? {
          value: value as Record<string, unknown>,
          placeOf: (path) => ({ file, pointer: toPointer([...base, ...path]) }),
        }
      : undefined;
  if (child(document, 'paths') === undefined) throw new UsageError(noDescription(file));
  return {
    paths: Object.keys(child(document, 'paths') ?? {}),
    hasComponents: (kind) => child(child(document, 'components'), kind) !== undefined,
    path: (name) => part(child(child(document, 'paths'), name), ['paths', name]),
    component: (kind, name) =>
      part(child(child(child(document, 'components'), kind), name), ['components', kind, name]),
    section: (name) => child(document, name),
  };
}

/**
 * Reads the outline of a large description by its indentation, and parses only the requested parts. Parsing it as a
 * whole would take a minute and gigabytes of memory.
 */
function yamlParts(text: string, file: string): Parts {
  const { sections, paths, components, kinds } = outlineOf(text);
  if (!sections.has('paths')) throw new UsageError(noDescription(file));
  return {
    paths: [...paths.keys()],
    hasComponents: (kind) => kinds.has(kind),
    path: (name) => parsed(paths.get(name), name),
    component: (kind, name) => parsed(components.get(`${kind}/${name}`), name),
    section(name) {
      const stretch = sections.get(name);
      const refuse = (why: string): UsageError =>
        new UsageError(`${file}: ${name} cannot be read as YAML: ${why}`);
      return stretch && valueIn(new LocatedYaml(text.slice(stretch.start, stretch.end)), refuse)?.[name];
    },
  };

  function parsed(stretch: Stretch | undefined, name: string): Part | undefined {
    if (!stretch) return undefined;
    const yaml = new LocatedYaml(text.slice(stretch.start, stretch.end), stretch.lines);
    const refuse = (why: string): UsageError =>
      new UsageError(`${file}: ${name} cannot be read as YAML: ${why}, below line ${stretch.lines + 1}`);
    const { problem } = yaml;
    if (problem !== undefined) throw refuse(problem);
    const value = valueIn(yaml, refuse)?.[name];
    if (typeof value !== 'object' || value === null) return undefined;
    return {
      value: value as Record<string, unknown>,
      placeOf: (path) => ({ file, line: yaml.lineOf([name, ...path]) }),
    };
  }
}

/** An alias without a target, or with too many expansions, is reported when values are created. */
function valueIn(
  yaml: LocatedYaml,
  refuse: (why: string) => UsageError,
): Record<string, unknown> | null | undefined {
  try {
    return yaml.toJS() as Record<string, unknown> | null | undefined;
  } catch (error) {
    throw refuse((error as Error).message);
  }
}

const noDescription = (file: string): string => `${file}: it is not an OpenAPI description: it has no paths`;
