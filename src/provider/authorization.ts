/** Who may do what: the Authorization header, and the permissions of the pages. */
import { READ_SCOPE, WRITE_SCOPE, scopesOf } from './tokens';

/**
 * The scopes that an Authorization header grants; undefined when it is missing, empty, malformed, of another
 * scheme, or carries a token that isn't a test token. The scheme has no letter case (RFC 9110, section 11.1).
 */
export function authenticate(authorization: string | undefined): string[] | undefined {
  const token = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
  return token === undefined ? undefined : scopesOf(token);
}

/** Whether the scopes are enough for a method on the policy (the permission tables of its pages). */
export function isPermitted(method: string, scopes: readonly string[]): boolean {
  return scopes.includes(WRITE_SCOPE) || (method === 'GET' && scopes.includes(READ_SCOPE));
}
