/**
 * Tokens for tests. They carry their scopes in the open, so that a test of permissions needs no issuer.
 * Only characters of a bearer token occur (RFC 6750, section 2.1: b64token).
 */

/** Enough to update, to reset and to read the policy. */
export const WRITE_SCOPE = 'Policy.ReadWrite.AuthenticationMethod';

/** Enough to read the policy. */
export const READ_SCOPE = 'Policy.Read.AuthenticationMethod';

const PREFIX = 'test~';

/**
 * A token with the given scopes; with none it is valid, and allowed nothing.
 *
 * @example testToken(WRITE_SCOPE) // 'test~Policy.ReadWrite.AuthenticationMethod'
 * @throws TypeError when a scope holds characters other than letters, digits, `.`, `_` and `-`
 */
export function testToken(...scopes: readonly string[]): string {
  for (const scope of scopes) {
    if (!/^[A-Za-z0-9._-]+$/.test(scope))
      throw new TypeError('A scope is letters, digits, ".", "_" and "-".');
  }
  return PREFIX + scopes.join('~');
}

/** The scopes of a token made by {@link testToken}; undefined when the token is another's. */
export function scopesOf(token: string): string[] | undefined {
  if (!token.startsWith(PREFIX)) return undefined;
  return token.slice(PREFIX.length).split('~').filter(Boolean);
}
