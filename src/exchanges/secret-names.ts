/** Members of bodies, and headers, whose values are secrets wherever they stand. */
const SECRET =
  /^((proxy-)?authorization|(set-)?cookie|x-api-key|api[-_]?key|ocp-apim-subscription-key|x-functions-key|x-auth-token|x-csrf-token|(access|id|refresh)_?token|token|client[-_]?(secret|assertion)|secret|password|passwd|temporaryAccessPass)$/i;

/** Whether the value of a header or of a member of a body is a secret, by its name. */
export const isSecretName = (name: string): boolean => SECRET.test(name);

/** The texts in a JSON value that are secrets by the names that they stand under. */
export function secretsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return isSecretName(name) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => secretsIn(each, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => secretsIn(each, key));
}
