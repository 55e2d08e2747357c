import { READ_SCOPE, testToken, WRITE_SCOPE } from '../provider/tokens';
import { verify, type VerifyOptions } from '../run/verify';
import { trialOf, type Trial } from './trial';
import type { Variant } from './fleet';

/** A provider to judge: one of the fleet, one that is neither wrong nor other, or one of the user's. */
export type Candidate =
  | { kind: 'fault'; id: string }
  | { kind: 'variant'; id: string; options: NonNullable<Variant['options']> }
  | { kind: 'baseline'; id: string }
  | { kind: 'command'; id: string; command: string[]; cwd: string };

/** Short, since every wrong provider is waited for: what lags longer says so itself. */
const SETTLE = 100;
const TIMEOUT = 2000;

/** Judges one candidate from start to end. */
export async function tryOut(candidate: Candidate): Promise<Trial> {
  const started = await start(candidate);
  try {
    const report = await verify({ ...started.options, provider: started.url });
    return trialOf(candidate.id, report);
  } finally {
    await started.close();
  }
}

type Started = { url: string; close(): Promise<void>; options: Omit<VerifyOptions, 'provider'> };

const COMMON = {
  token: testToken(WRITE_SCOPE),
  tokenReadOnly: testToken(READ_SCOPE),
  settle: SETTLE,
  timeout: TIMEOUT,
  // A commit that is given spares a call of git for each of them.
  env: { GITHUB_SHA: '0'.repeat(40) },
};

async function start(candidate: Candidate): Promise<Started> {
  if (candidate.kind === 'command') {
    const { startCommand } = await import('./command.js');
    return { ...(await startCommand(candidate)), options: { ...COMMON, settle: 2000, timeout: 10_000 } };
  }
  const { behaviourOf, startFaulty } = await import('../provider/faults/index.js');
  const behaviour = candidate.kind === 'baseline' ? {} : behaviourOf(candidate.id);
  if (!behaviour) throw new Error(`nothing in src/provider/faults is called ${candidate.id}`);
  const { basePath, tls, lacks, settle, groups, headers } =
    candidate.kind === 'variant' ? candidate.options : ({} as NonNullable<Variant['options']>);
  const certificate = tls ? await (await import('./certificate.js')).certificate() : undefined;
  const provider = await startFaulty(behaviour, {
    ...(basePath !== undefined && { basePath }),
    ...(certificate && { tls: certificate }),
  });
  return {
    url: provider.url,
    close: provider.close,
    options: {
      ...COMMON,
      ...(lacks && { lacks }),
      ...(settle !== undefined && { settle }),
      ...(groups && { groups }),
      ...(headers && { headers: Object.entries(headers) }),
      ...(certificate && { ca: certificate.cert }),
    },
  };
}
