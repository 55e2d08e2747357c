import { UsageError } from '../usage-error';
import type { LiveRun } from '../run/verify-options';
import type { Io } from './io';
import { assertTokenDoes, signedIn, type SignInArguments } from './live-options';
import { fileOf } from './options';

/** Where a token comes from, as commander hands it over. */
export interface TokenArguments extends SignInArguments {
  token?: string;
  tokenFile?: string;
  tokenReadonly?: string;
}

/** The token that an option names, that signing in brings, or GRAPH_TOKEN; undefined where there is none. */
export async function tokenOf(
  options: TokenArguments,
  provider: string,
  io: Io,
): Promise<string | undefined> {
  const { tokenFile, token } = options;
  if (tokenFile !== undefined)
    return sendable(fileOf('--token-file', tokenFile, io, 'header'), `--token-file ${tokenFile}`);
  if (token !== undefined) return sendable(token, '--token');
  const signed = await signedIn(options, provider, io);
  if (signed !== undefined)
    return sendable(signed, options.tokenCommand === undefined ? '--auth' : '--token-command');
  return sendable(io.env['GRAPH_TOKEN'], 'GRAPH_TOKEN');
}

/**
 * The tokens for a provider that is not the embedded one.
 * @throws UsageError for one that cannot stand in a header, and for one that will not do at the provider
 */
export async function tokensOf(
  options: TokenArguments,
  provider: string,
  live: LiveRun | undefined,
  io: Io,
): Promise<{ token: string | undefined; tokenReadOnly: string | undefined }> {
  const token = await tokenOf(options, provider, io);
  if (token !== undefined) assertTokenDoes(token, provider, live);
  return { token, tokenReadOnly: readonlyTokenOf(options, io) };
}

/** The token that may read and not write: of its option, or of GRAPH_TOKEN_READONLY. */
export const readonlyTokenOf = ({ tokenReadonly }: TokenArguments, io: Io): string | undefined =>
  tokenReadonly === undefined
    ? sendable(io.env['GRAPH_TOKEN_READONLY'], 'GRAPH_TOKEN_READONLY')
    : sendable(tokenReadonly, '--token-readonly');

/**
 * A token that can stand in a header; line ends around it are removed, because files have them. @throws UsageError
 * for another
 */
export function sendable(token: string | undefined, source: string): string | undefined {
  const trimmed = token?.trim();
  if (trimmed === undefined) return undefined;
  if (trimmed === '') throw new UsageError(`${source} is empty: give a token`);
  if (/^bearer\s/i.test(trimmed))
    throw new UsageError(`${source} begins with "Bearer": give only the token behind it`);
  if (!/^[A-Za-z0-9._~+/-]+=*$/.test(trimmed))
    throw new UsageError(
      `${source} is not a token: only letters, digits and -._~+/ can stand in one, no spaces`,
    );
  return trimmed;
}
