import { isMembers } from '../exchanges/body';
import { READ_SCOPE, WRITE_SCOPE } from '../provider/tokens';
import { cloudOf } from './clouds';

/** The application that Graph is, which older tokens name as their audience. */
const GRAPH = '00000003-0000-0000-c000-000000000000';
/** Two clocks may differ by that much, in seconds. */
const SKEW = 300;

/**
 * Why a token will not do, by what it says of itself: its audience, its end and its permissions. Nothing is sent, and
 * nothing is proven: whether it is genuine is for the service to say.
 * @returns one line; undefined where nothing speaks against it, or it is no JWT that could be read
 */
export function whyTokenWillNotDo(
  token: string,
  { root, writes, now }: { root: URL; writes: boolean; now: Date },
): string | undefined {
  const claims = claimsOf(token);
  const cloud = cloudOf(root);
  if (!claims || !cloud) return undefined;
  const { aud, exp, scp, roles } = claims;
  if (typeof aud === 'string' && aud.replace(/\/$/, '') !== cloud.graph && aud !== GRAPH)
    return `the token is for ${aud}, and not for ${cloud.graph}`;
  if (typeof exp === 'number' && exp + SKEW < now.getTime() / 1000)
    return `the token has expired at ${new Date(exp * 1000).toISOString()}`;
  const granted = [
    ...(typeof scp === 'string' ? scp.split(' ') : []),
    ...(Array.isArray(roles) ? roles.map(String) : []),
  ];
  const enough = writes ? [WRITE_SCOPE] : [WRITE_SCOPE, READ_SCOPE];
  if (!granted.some((permission) => enough.includes(permission)))
    return `the token lacks the permission ${enough.at(-1)}: it has ${granted.slice(0, 8).join(', ') || 'none'}`;
  return undefined;
}

function claimsOf(token: string): Record<string, unknown> | undefined {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
