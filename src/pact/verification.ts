import type { VerifierOptions } from '@pact-foundation/pact-core';
import type { Exchange } from '../exchanges/exchange';
import type { InteractionResult } from '../results/report';
import type { Capability } from '../contract/register/capabilities';
import type { Against } from './explain';
import type { PactDocument } from './documents';
import { printedInteractions, type Replayed } from './printed';
import { Replays, type Surroundings } from './replays';
import { namesOf, resultsOf, untested } from './results';
import { nameOf, type BrokerOptions, type PactSource } from './sources';
import { Interrupted } from '../interrupted';
import { startTap } from './tap';
import { PactVerifier, VerifierFailure, type VerifierError, type VerifierOutput } from './verifier';

export interface PactVerificationOptions {
  sources: readonly PactSource[];
  /** Options for a source that is a broker or a Pact on a broker. */
  broker: BrokerOptions;
  surroundings: Surroundings;
  against(exchange: Exchange): Against;
  lacks: readonly Capability[];
  env: Readonly<Record<string, string | undefined>>;
  /** Redacts the run's secrets in the verifier's texts. */
  redact(text: string): string;
  onSource(at: number, source: string): void;
  /** Time limit for an answer of the provider, in milliseconds. A broker, which has to look for Pacts, gets more. */
  timeout: number;
  /** Fires when the user ends the run. */
  signal?: AbortSignal | undefined;
}

/** The result of the verification. */
export interface PactVerdict {
  interactions: InteractionResult[];
  /** Why sources could not be verified or results could not be published; one line each. */
  problems: string[];
  /** The error that interrupted the run. */
  ended: unknown;
}

/**
 * The time limit for a broker as a multiple of that for the provider, because it collects the Pacts of many versions.
 */
const FOR_A_BROKER = 6;

/** Lets Pact's verifier replay all interactions of all sources through a tap, one source after the other. */
export async function verifyPacts(options: PactVerificationOptions): Promise<PactVerdict> {
  const verdict: PactVerdict = { interactions: [], problems: [], ended: undefined };
  const verifier = new PactVerifier(options.env);
  try {
    for (const [at, source] of options.sources.entries()) {
      options.onSource(at, nameOf(source));
      if (verdict.ended === undefined) await verifySource(source, options, verifier, verdict);
      else verdict.interactions.push(...untested(source, 'the run had ended'));
    }
  } finally {
    verifier.close();
  }
  return verdict;
}

async function verifySource(
  source: PactSource,
  options: PactVerificationOptions,
  verifier: PactVerifier,
  verdict: PactVerdict,
): Promise<void> {
  const { against, lacks, redact } = options;
  const name = nameOf(source);
  const document = source.kind === 'file' ? source.document : undefined;
  const replays = new Replays(name, document?.interactions, options.surroundings);
  const tap = await startTap(replays, document?.numbered);
  try {
    const { account, log } = await verifier.verify(
      {
        provider: document?.provider ?? options.broker.provider,
        providerBaseUrl: tap.providerUrl,
        providerStatesSetupUrl: tap.statesUrl,
        ...(tap.pactUrl === undefined
          ? optionsFor(source.kind === 'url', nameOf(source), options.broker)
          : { pactUrls: [tap.pactUrl] }),
      },
      options.signal,
      document ? undefined : { quietFor: tap.quietFor, limit: options.timeout * FOR_A_BROKER },
    );
    const interactions = document ? numberedInteractions(document) : printedInteractions(account);
    const { results, strays } = resultsOf({
      ...{ source: name, account, interactions, replays },
      ...{ against, lacks, redact },
    });
    verdict.interactions.push(...results);
    verdict.problems.push(...problemsOf(name, account, strays, log).map(redact));
  } catch (error) {
    if (error instanceof Interrupted) {
      verdict.ended = error;
      verdict.interactions.push(...untested(source, error.message));
    } else if (error instanceof VerifierFailure) {
      const problem = redact(error.message);
      verdict.problems.push(`${name}: ${problem}`);
      verdict.interactions.push(...untested(source, problem));
    } else throw error;
  } finally {
    await tap.close();
  }
  verdict.ended ??= replays.ended;
}

/** The interactions of a file, identified by the ids that it was served with. */
const numberedInteractions = ({ consumer, interactions }: PactDocument): Replayed[] =>
  interactions.map(({ description, states, unreadable }, index) => ({
    consumer,
    description,
    states: namesOf(states),
    name: description,
    id: String(index),
    ...(unreadable !== undefined && { unreadable }),
  }));

function optionsFor(single: boolean, url: string, broker: BrokerOptions): Partial<VerifierOptions> {
  const { credentials, publish, providerVersion, providerBranch } = broker;
  const common: Partial<VerifierOptions> = {
    ...(credentials &&
      ('token' in credentials
        ? { pactBrokerToken: credentials.token }
        : { pactBrokerUsername: credentials.username, pactBrokerPassword: credentials.password })),
    ...(providerVersion !== undefined && { providerVersion }),
    ...(providerBranch !== undefined && { providerVersionBranch: providerBranch }),
    ...(publish && { publishVerificationResult: true }),
  };
  if (single) return { ...common, pactUrls: [url] };
  return {
    ...common,
    pactBrokerUrl: url,
    consumerVersionSelectors: [...broker.selectors],
    enablePending: broker.pending,
    ...(broker.workInProgressSince !== undefined && { includeWipPactsSince: broker.workInProgressSince }),
  };
}

/** Problems of the whole source: it could not be read, or the results could not be published. */
function problemsOf(
  source: string,
  { interactionResults }: VerifierOutput,
  strays: readonly VerifierError[],
  log: string,
): string[] {
  const complaints = strays.map(({ interaction, mismatch }) =>
    interaction === 'Failed to load pact'
      ? `${source}: ${reasonIn(mismatch.message ?? '')}`
      : `${source}: ${interaction}: ${mismatch.message ?? 'failed'}`,
  );
  const empty =
    complaints.length === 0 && interactionResults.length === 0 ? [`${source}: it holds no interaction`] : [];
  // The verifier reports a failed publication only here, and calls the verification a success.
  const [, unpublished] = /Publishing of verification results failed with an error: (.*)/.exec(log) ?? [];
  return [
    ...complaints,
    ...empty,
    ...(unpublished === undefined
      ? []
      : [`${source}: the results were not published: ${unpublished.trim()}`]),
  ];
}

/** The verifier's message begins with "No pacts found" for every error; the cause follows. */
function reasonIn(message: string): string {
  const [, inTheWay] = /in pact broker '[^']*': (.*)$/s.exec(message) ?? [];
  if (inTheWay === undefined)
    return message.startsWith('No pacts found')
      ? 'the broker has no Pact of this provider that the selectors match (--pact-provider, --consumer-version-selectors)'
      : message;
  if (/ 401 | 403 /.test(inTheWay))
    return `the broker does not take the credentials: PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD (${inTheWay})`;
  if (/error sending request/.test(inTheWay)) return `the broker cannot be reached (${inTheWay})`;
  return inTheWay;
}
