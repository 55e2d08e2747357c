import { UsageError } from '../usage-error';
import type { PactDocument } from './documents';

/** Where a broker's Pacts come from, and what is said back to it. */
export interface BrokerOptions {
  /** The provider as the broker knows it. */
  provider: string;
  /** Which versions of the consumers are asked for; none: the broker decides. */
  selectors: readonly Readonly<Record<string, string | boolean>>[];
  /** Interactions that no version of the provider has passed may fail. */
  pending: boolean;
  /** Pacts that are in work are asked for too, from this day on (ISO 8601). */
  workInProgressSince?: string;
  /** Says to the broker what came of it. */
  publish: boolean;
  providerVersion?: string;
  providerBranch?: string;
  /** For the broker, from the environment. */
  credentials: { token: string } | { username: string; password: string } | undefined;
}

/** Where Pacts come from. */
export type PactSource =
  | { kind: 'file'; document: PactDocument }
  /** One Pact at an address of its own. */
  | { kind: 'url'; url: string }
  | { kind: 'broker'; url: string };

/** What a source is called in messages and in the report. */
export const nameOf = (source: PactSource): string =>
  source.kind === 'file' ? source.document.file : source.url;

/**
 * Tells a broker from a single Pact at an address of its own.
 * @throws UsageError where the URL will not do
 */
export function sourceAt(place: string): PactSource {
  let url: URL;
  try {
    url = new URL(place);
  } catch {
    throw new UsageError(`--pact ${place}: this is not a valid URL, such as https://broker.example`);
  }
  if (url.username !== '' || url.password !== '')
    throw new UsageError(
      '--pact: the URL must not carry a user name or a password; set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD',
    );
  if (url.search !== '' || url.hash !== '')
    throw new UsageError(
      '--pact: the URL must not have a query or a fragment, because messages and reports show the URL; remove them',
    );
  const single = /\/pacts\/provider\/[^/]+\/consumer\/|\.json$/.test(url.pathname);
  return { kind: single ? 'url' : 'broker', url: place };
}

/** Whether a place that the user named is an address and no file. */
export const isUrl = (place: string): boolean => /^https?:\/\//i.test(place);
