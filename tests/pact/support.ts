import path from 'node:path';
import { readPacts, type PactDocument } from '../../src/pact/documents';
import type { BrokerOptions, PactSource } from '../../src/pact/sources';
import type { PolicyConfiguration, PolicyStore } from '../../src/provider';
import type { InteractionResult, Report } from '../../src/results/report';
import type { PactRun } from '../../src/run/pact';
import { verify } from '../../src/run/verify';
import type { VerifyOptions } from '../../src/run/verify-options';
import { startMutant, TOKENS, type Mutation } from '../run/mutant';

const REFERENCE = path.join(__dirname, '../../contracts/tap-policy-client-microsoft-graph-tap-policy.json');

/** The Pact of the reference consumer. */
export const reference = (): PactDocument => readPacts(REFERENCE, '/')[0] as PactDocument;

export const NO_BROKER: BrokerOptions = {
  provider: 'microsoft-graph-tap-policy',
  selectors: [],
  pending: false,
  publish: false,
  credentials: undefined,
};

/** Brings the policy of a provider at hand into a state. */
export const setterOf =
  (store: PolicyStore) =>
  (policy: Readonly<Record<string, unknown>>): void =>
    store.set(policy as unknown as PolicyConfiguration);

/** A run that replays these sources; `more` may take the place of any of it. */
export const pactRun = (sources: readonly PactSource[], more: Partial<PactRun> = {}): PactRun => ({
  sources,
  broker: NO_BROKER,
  ...more,
});

export const fileSource = (document: PactDocument): PactSource => ({ kind: 'file', document });

/** Replays the reference consumer's Pact, or others, against a mutant. */
export async function replayOn(
  mutation: Mutation,
  options: Partial<VerifyOptions> = {},
  documents: readonly PactDocument[] = [reference()],
): Promise<Report> {
  const mutant = await startMutant(mutation);
  try {
    return await verify({
      provider: mutant.url,
      ...TOKENS,
      settle: 100,
      timeout: 2000,
      env: { ...process.env, GITHUB_SHA: '0'.repeat(40) },
      pact: pactRun(documents.map(fileSource), { setPolicy: setterOf(mutant.store) }),
      ...options,
    });
  } finally {
    await mutant.close();
  }
}

/** The descriptions of the interactions that ended so. */
export const described = (report: Report, outcome: InteractionResult['outcome']): string[] =>
  report.interactions.filter((each) => each.outcome === outcome).map(({ description }) => description);
