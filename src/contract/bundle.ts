import type { Slice } from './slice';

/** How a slice refers to a part of what packs share. */
const SHARED = /^(?:\.\.\/\.\.\/)common\/openapi\.yaml#/;

/**
 * A slice as one document: the parts of what packs share stand among its own components, and what refers to them
 * there refers to them here.
 * @param own the slice as its file has it
 * @param common what packs share
 */
export function bundle(own: Slice, common: Slice): Slice {
  const local = localised(own, common) as Slice;
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

/** A node with every reference to what packs share turned into one to the same document; a whole path is put in. */
function localised(node: unknown, common: Slice): unknown {
  if (Array.isArray(node)) return node.map((each: unknown) => localised(each, common));
  if (typeof node !== 'object' || node === null) return node;
  const { $ref } = node as { $ref?: unknown };
  if (typeof $ref === 'string' && SHARED.test($ref)) {
    const pointer = $ref.replace(SHARED, '');
    const [, route] = /^\/paths\/(.+)$/.exec(pointer) ?? [];
    return route === undefined ? { ...node, $ref: `#${pointer}` } : common.paths[route.replaceAll('~1', '/')];
  }
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, localised(value, common)]));
}
