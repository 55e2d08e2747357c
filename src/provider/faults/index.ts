/**
 * The fleet: providers that are wrong in one way each, and providers that are right in another way than the
 * embedded one. What each is for stands in `spec/faults.yaml` and `spec/variants.yaml`.
 */
import type { Behaviour } from './behaviour';

export { startFaulty, type FaultyOptions } from './start';
export type { Behaviour } from './behaviour';

/** Makes a behaviour; a new one for each provider, since some keep count. */
export type Make = () => Behaviour;

const FAMILIES: readonly Readonly<Record<string, Make>>[] = [];

/** The behaviour of a fault; undefined where there is none of that id. */
export const behaviourOf = (id: string): Behaviour | undefined =>
  FAMILIES.find((family) => id in family)?.[id]?.();

/** The ids of all faults that can be started. */
export const faultIds = (): string[] => FAMILIES.flatMap((family) => Object.keys(family));
