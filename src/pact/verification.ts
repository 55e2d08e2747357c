import type { VerifierOptions } from '@pact-foundation/pact-core';
import type { Exchange } from '../exchanges/exchange';
import type { InteractionResult } from '../reports/report';
import type { Capability } from '../requirements/register';
import type { Against } from './explain';
import { Replays, type Surroundings } from './replays';
import { namesOf, resultsOf, untested } from './results';
import { nameOf, type BrokerOptions, type PactSource } from './sources';
import { startTap } from './tap';
import { PactVerifier, printedInteractions, VerifierFailure, type VerifierOutput } from './verifier';

export interface PactVerificationOptions {
  sources: readonly PactSource[];
  /** For sources that are a broker, or one of its Pacts. */
  broker: BrokerOptions;
  surroundings: Surroundings;
  against(exchange: Exchange): Against;
  lacks: readonly Capability[];
  env: Readonly<Record<string, string | undefined>>;
  /** Takes the secrets of the run out of what the verifier says. */
  redact(text: string): string;
  onSource(at: number, source: string): void;
}

/** What came of the Pacts. */
export interface PactVerdict {
  interactions: InteractionResult[];
  /** What kept sources from being verified, or results from being published; one line each. */
  problems: string[];
  /** What ended the run in the middle of it. */
  ended: unknown;
}

/** Has Pact's verifier replay every interaction of every source through a tap, one source after the other. */
export async function verifyPacts(options: PactVerificationOptions): Promise<PactVerdict> {
  const verdict: PactVerdict = { interactions: [], problems: [], ended: undefined };
  const verifier = new PactVerifier(options.env, options.redact);
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
  const name = nameOf(source);
  const document = source.kind === 'file' ? source.document : undefined;
  const replays = new Replays(name, document?.interactions, options.surroundings);
  const tap = await startTap(replays);
  try {
    const provider = document?.provider ?? options.broker.provider;
    const output = await verifier.verify({
      provider,
      providerBaseUrl: tap.providerUrl,
      providerStatesSetupUrl: tap.statesUrl,
      ...optionsFor(source, options.broker),
    });
    const interactions = document
      ? document.interactions.map(({ description, states }) => ({
          consumer: document.consumer,
          description,
          states: namesOf(states),
        }))
      : printedInteractions(output);
    const { against, lacks } = options;
    const results = resultsOf({ source: name, provider, output, interactions, replays, against, lacks });
    verdict.interactions.push(...results);
    verdict.problems.push(...problemsOf(name, output, verifier.takeLog()));
  } catch (error) {
    if (!(error instanceof VerifierFailure)) throw error;
    verdict.problems.push(`${name}: ${error.message}`);
  } finally {
    await tap.close();
  }
  verdict.ended = replays.ended;
}

function optionsFor(source: PactSource, broker: BrokerOptions): Partial<VerifierOptions> {
  if (source.kind === 'file') return { pactUrls: [source.document.place] };
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
  if (source.kind === 'url') return { ...common, pactUrls: [source.url] };
  return {
    ...common,
    pactBrokerUrl: source.url,
    consumerVersionSelectors: [...broker.selectors],
    enablePending: broker.pending,
    ...(broker.workInProgressSince !== undefined && { includeWipPactsSince: broker.workInProgressSince }),
  };
}

/** What is of the source as a whole: that it could not be read, or that nothing could be said back. */
function problemsOf(source: string, { errors, interactionResults }: VerifierOutput, log: string): string[] {
  const unread = errors
    .filter(({ interaction }) => interaction === 'Failed to load pact')
    .map(({ mismatch }) => `${source}: ${reasonIn(mismatch.message ?? '')}`);
  const empty =
    unread.length === 0 && interactionResults.length === 0 ? [`${source}: it holds no interaction`] : [];
  // The verifier says of publishing that failed nowhere else, and calls the verification a success.
  const [, unpublished] = /Publishing of verification results failed with an error: (.*)/.exec(log) ?? [];
  return [
    ...unread,
    ...empty,
    ...(unpublished === undefined
      ? []
      : [`${source}: the results were not published: ${unpublished.trim()}`]),
  ];
}

/** The verifier begins with "No pacts found" whatever was in the way; what was stands behind it. */
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
