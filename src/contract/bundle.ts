import path from 'node:path';
import { packageFile } from './package-root';
import type { Pack } from './pack';
import type { Slice } from './slice';

/** How a pack anywhere names what packs share, as the package publishes it. */
export const PUBLISHED = 'graph-contract/spec/common/openapi.yaml';

/** Whether a file that a slice refers to is what packs share: by its published name, or where it lies. */
export const isShared = (file: string, { folder }: Pack): boolean =>
  file === PUBLISHED || path.resolve(folder, file) === packageFile('spec', 'common', 'openapi.yaml');

/** The two halves of a reference to another file; undefined for one within its own. */
export function outward($ref: string): { file: string; pointer: string } | undefined {
  const at = $ref.indexOf('#');
  const [file, pointer] = at < 0 ? [$ref, ''] : [$ref.slice(0, at), $ref.slice(at + 1)];
  return file === '' ? undefined : { file, pointer };
}

/**
 * A slice as one document: the parts of what packs share stand among its own components, and what refers to them
 * there refers to them here.
 * @param own the slice as its file has it
 * @param common what packs share
 * @param pack where the slice is
 */
export function bundle(own: Slice, common: Slice, pack: Pack): Slice {
  const local = localised(own, common, pack) as Slice;
  const { components } = local;
  const shared = common.components;
  return {
    ...local,
    components: {
      securitySchemes: { ...shared.securitySchemes },
      schemas: { ...shared.schemas, ...components.schemas },
      parameters: { ...shared.parameters, ...components.parameters },
      headers: { ...shared.headers, ...components.headers },
      responses: { ...shared.responses, ...components.responses },
    },
  };
}

/**
 * A node with every reference to what packs share turned into one to the same document; a whole path is put in.
 * @throws Error for a reference to any other file
 */
function localised(node: unknown, common: Slice, pack: Pack): unknown {
  if (Array.isArray(node)) return node.map((each: unknown) => localised(each, common, pack));
  if (typeof node !== 'object' || node === null) return node;
  const { $ref } = node as { $ref?: unknown };
  const target = typeof $ref === 'string' ? outward($ref) : undefined;
  if (target) {
    if (!isShared(target.file, pack)) throw new Error(`${target.file} is not part of the pack`);
    const [, route] = /^\/paths\/(.+)$/.exec(target.pointer) ?? [];
    return route === undefined
      ? { ...node, $ref: `#${target.pointer}` }
      : common.paths[route.replaceAll('~1', '/')];
  }
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, localised(value, common, pack)]),
  );
}
