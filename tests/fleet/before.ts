import { operationNamed } from '../../src/contract/operation';
import { behaviourOf, startFaulty } from '../../src/fleet/faults';

/** Runs something before the embedded provider with a fault of the catalogue; none: the sound one. */
export async function before<T>(fault: string | undefined, run: (url: string) => Promise<T>): Promise<T> {
  const behaviour = fault === undefined ? {} : behaviourOf(fault);
  if (!behaviour) throw new Error(`no fault is called ${fault}`);
  const provider = await startFaulty(behaviour, { operation: operationNamed().name });
  try {
    return await run(provider.url);
  } finally {
    await provider.close();
  }
}
