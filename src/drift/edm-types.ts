/** The item type of a collection; any other type is returned unchanged. */
export const itemType = (type: string): string => /^Collection\((.*)\)$/.exec(type)?.[1] ?? type;

export const isCollection = (type: string): boolean => type.startsWith('Collection(');

/** The name of a type without its namespace, also inside a collection. */
export const shortType = (
  type: string,
  namespaces: readonly string[] = ['microsoft.graph', 'graph'],
): string => {
  const inner = itemType(type);
  const at = inner.lastIndexOf('.');
  const short = at > 0 && namespaces.includes(inner.slice(0, at)) ? inner.slice(at + 1) : inner;
  return isCollection(type) ? `Collection(${short})` : short;
};

/** The name of a type of Graph in an annotation, without `#` and namespace. */
export const bareType = (annotation: string): string => annotation.replace(/^#?(?:microsoft\.graph\.)?/, '');

/** The kind of JSON value that represents a type. */
export function jsonKindOf(type: string, isType: (name: string) => boolean): string {
  if (isCollection(type)) return 'array';
  if (/^Edm\.(Int16|Int32|Int64|Byte|SByte)$/.test(type)) return 'integer';
  if (/^Edm\.(Double|Single|Decimal)$/.test(type)) return 'number';
  if (type === 'Edm.Boolean') return 'boolean';
  if (isType(type)) return 'object';
  return 'string';
}
