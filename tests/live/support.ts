import path from 'node:path';
import type { Effect } from '../../src/live/effects';
import { differences } from '../../src/live/policy';
import { defaultPolicy, type PolicyConfiguration } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { verify } from '../../src/run/verify';
import type { LiveRun, VerifyOptions } from '../../src/run/verify-options';
import { defaultOperation } from '../../src/contract/operation';
import { temporaryFolder } from '../cli/support';
import { startMutant, TOKENS, type Call, type Mutation } from '../run/mutant';

/** A policy that is nowhere at the documented defaults. */
export const ORIGINAL: PolicyConfiguration = {
  ...defaultPolicy(),
  state: 'enabled',
  defaultLength: 11,
  isUsableOnce: true,
  includeTargets: [
    { targetType: 'group', id: '9d0c7a52-1e0b-4c86-8f21-6a4e3b7d5c22', isRegistrationRequired: false },
  ],
};
export const ALL: Effect[] = ['write', 'widening', 'refusal', 'foreign-type', 'delete'];

export const isAsItWas = (policy: PolicyConfiguration): boolean =>
  differences(defaultOperation(), ORIGINAL, policy).length === 0;

/** The update that puts the policy back, where it was another; the first write of a run is of what is there. */
export const isPutBack = (call: Call): boolean =>
  call.method === 'PATCH' && call.json['defaultLength'] === 11 && call.before.defaultLength !== 11;

/** What a run left. */
export interface Ran {
  report: Report;
  journal: string;
  after: PolicyConfiguration;
  /** Requests that the provider got, by method. */
  got: Record<string, number>;
  states: Set<string>;
}

/** Runs against mutants that begin with the policy above, each in a folder of its own. */
export function runsIn() {
  const folder = temporaryFolder();
  let runs = 0;
  const ran = async (
    mutation: Mutation,
    options: (journal: string) => Partial<VerifyOptions>,
  ): Promise<Ran> => {
    const journal = path.join(folder, String((runs += 1)));
    const got: Record<string, number> = {};
    const states = new Set<string>();
    const provider = await startMutant({
      ...mutation,
      async request(call, store) {
        got[call.method] = (got[call.method] ?? 0) + 1;
        return (await mutation.request?.(call, store)) ?? {};
      },
      async response(response, call, store) {
        states.add(store.get().state);
        return (await mutation.response?.(response, call, store)) ?? response;
      },
    });
    provider.store.set(ORIGINAL);
    try {
      const report = await verify({
        ...{ provider: provider.url, ...TOKENS, env: { GITHUB_SHA: '0'.repeat(40) } },
        ...{ settle: 100, timeout: 1000 },
        ...options(journal),
      });
      return { report, journal, got, states, after: provider.store.get() };
    } finally {
      await provider.close();
    }
  };
  return {
    live: (mutation: Mutation = {}, more: Partial<LiveRun> & Partial<Omit<VerifyOptions, 'live'>> = {}) => {
      const { allowed = new Set(ALL), maxWrites, ...options } = more;
      return ran(mutation, (journal) => ({
        ...options,
        live: { journal, allowed, ...(maxWrites !== undefined && { maxWrites }) },
      }));
    },
    plain: (mutation: Mutation = {}, options: Partial<VerifyOptions> = {}) => ran(mutation, () => options),
  };
}
