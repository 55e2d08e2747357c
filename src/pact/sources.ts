import { UsageError } from '../usage-error';
import type { PactDocument } from './documents';

/** The broker that Pacts come from, and what is published to it. */
export interface BrokerOptions {
  /** The name of the provider on the broker. */
  provider: string;
  /** Selectors for consumer versions; none: the broker's default. */
  selectors: readonly Readonly<Record<string, string | boolean>>[];
  /** Whether interactions that no version of the provider has passed yet may fail. */
  pending: boolean;
  /** Includes work-in-progress Pacts since this day (ISO 8601). */
  workInProgressSince?: string;
  /** Whether to publish the results to the broker. */
  publish: boolean;
  providerVersion?: string;
  providerBranch?: string;
  /** Credentials for the broker, from the environment. */
  credentials: { token: string } | { username: string; password: string } | undefined;
}

/** Where Pacts come from. */
export type PactSource =
  | { kind: 'file'; document: PactDocument }
  /** A single Pact at a URL. */
  | { kind: 'url'; url: string }
  | { kind: 'broker'; url: string };

/** The name of a source in messages and in the report. */
export const nameOf = (source: PactSource): string =>
  source.kind === 'file' ? source.document.file : source.url;

/**
 * Distinguishes a broker from the URL of a single Pact.
 * @throws UsageError if the URL is not valid
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

/** Whether a place that the user named is a URL and not a file. */
export const isUrl = (place: string): boolean => /^https?:\/\//i.test(place);
