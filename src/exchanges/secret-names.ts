/**
 * Names by which a value is a secret wherever else it turns up: what is called so is looked for in all that is
 * recorded. Whether a value is shown is another question: what is known to be harmless is, and nothing else.
 */
const SECRET =
  /authorization|cookie|token|secret|passw|passphrase|passcode|assertion|credential|signature|jwt|session|api[-_.]?key|(?:access|account|shared|functions|subscription|private|encryption)[-_.]?key|[-_.]auth$|^(?:sig|pwd|pin|otp|auth|device_?code|user_?code|temporaryAccessPass)$/i;
/** Members of the contract whose names sound so, and what stands in the place of a name that was hidden. */
const HARMLESS = /^(?:@odata\.|errorcode$|\[?secret-\d+(?:\]|[.,] ?\d+[ -]characters))/i;

/** Whether the value of a header, a parameter or a member of a body is a secret, by its name. */
export const isSecretName = (name: string): boolean => SECRET.test(name) && !HARMLESS.test(name);

/** The texts in a JSON value that are secrets by the names that they stand under. */
export function secretsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return isSecretName(name) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => secretsIn(each, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => secretsIn(each, key));
}
