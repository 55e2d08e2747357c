import { isShared, outward } from '../bundle';
import { didYouMean } from '../nearest';
import type { Pack } from '../pack';
import type { Slice } from '../slice';
import type { Fault, Way } from './faults';

/** The kinds of targets of a reference, by its place. */
type Kind = 'schemas' | 'parameters' | 'responses' | 'headers' | 'securitySchemes' | 'paths';

const FILE = 'openapi.yaml';

/** What is wrong with the references of a slice: each leads to a part of the slice or of what packs share, and to the right kind. */
export function referenceFaults(slice: Slice, common: Slice, pack: Pack): Fault[] {
  const faults: Fault[] = [];
  for (const { at, $ref } of referencesIn(slice)) {
    const says = wrong($ref, kindAt(at), slice, common, pack);
    if (says !== undefined) faults.push({ file: FILE, at: [...at, '$ref'], says });
  }
  return faults.length > 0 ? faults : circles(slice);
}

function wrong($ref: string, kind: Kind, slice: Slice, common: Slice, pack: Pack): string | undefined {
  const target = outward($ref);
  if (target && !isShared(target.file, pack))
    return `leads to ${target.file}, which is not part of the pack; what packs share is graph-contract/spec/common/openapi.yaml`;
  const [, where, name] =
    /^#?\/(?:components\/)?([a-zA-Z]+)\/([^/]+)$/.exec(target ? target.pointer : $ref) ?? [];
  if (where !== kind || name === undefined)
    return `must lead to ${kind === 'paths' ? '/paths' : `/components/${kind}`}; it is ${$ref}`;
  // The slice may replace a shared part with its own.
  const parts = partsOf(target ? common : slice, kind);
  const meant = name.replaceAll('~1', '/').replaceAll('~0', '~');
  if (Object.hasOwn(parts, meant)) return undefined;
  if (!target && Object.hasOwn(partsOf(common, kind), meant))
    return `leads nowhere in this file; packs share one: graph-contract/spec/common/openapi.yaml${$ref}`;
  return `leads nowhere: ${$ref}${didYouMean(Object.keys(parts), meant)}`;
}

const partsOf = (slice: Slice, kind: Kind): object =>
  kind === 'paths' ? slice.paths : ((slice.components as Partial<Slice['components']>)[kind] ?? {});

/** What the reference at a place has to lead to. */
function kindAt(at: Way): Kind {
  const last = at.at(-1);
  if (at.length === 2 && at[0] === 'paths') return 'paths';
  if (at.includes('parameters') && at.at(-2) === 'parameters') return 'parameters';
  if (at.at(-2) === 'responses') return 'responses';
  if (at.at(-2) === 'headers') return 'headers';
  return at.at(-2) === 'securitySchemes' && last !== 'schema' ? 'securitySchemes' : 'schemas';
}

function* referencesIn(node: unknown, at: Way = []): Iterable<{ at: Way; $ref: string }> {
  if (typeof node !== 'object' || node === null || isData(at)) return;
  const { $ref } = node as { $ref?: unknown };
  if (typeof $ref === 'string' && at.at(-1) !== 'properties') yield { at, $ref };
  for (const [name, value] of Object.entries(node))
    yield* referencesIn(value, [...at, Array.isArray(node) ? Number(name) : name]);
}

/** Whether what stands there is a value, and no part of the description: `$ref` in it is a member like any other. */
const isData = (at: Way): boolean =>
  [
    'const',
    'enum',
    'examples',
    'x-default',
    'x-closed',
    'x-sampled',
    'x-spellings',
    'x-strangers',
    'x-directory',
  ].includes(String(at.at(-1))) && at.at(-2) !== 'properties';

/** Schemas that lead to themselves: no value of an update can be made of one. */
function circles({ components: { schemas } }: Slice): Fault[] {
  const done = new Set<string>();
  const faults: Fault[] = [];
  const visit = (name: string, above: readonly string[]): void => {
    if (above.includes(name)) {
      faults.push({
        file: FILE,
        at: ['components', 'schemas', name],
        says: `refers to itself: ${[...above.slice(above.indexOf(name)), name].join(' → ')}`,
      });
      return;
    }
    if (done.has(name)) return;
    for (const { $ref } of referencesIn(schemas[name], ['components', 'schemas', name])) {
      const [, next] = /^#\/components\/schemas\/(.+)$/.exec($ref) ?? [];
      if (next !== undefined) visit(next, [...above, name]);
    }
    done.add(name);
  };
  for (const name of Object.keys(schemas)) visit(name, []);
  return faults;
}
