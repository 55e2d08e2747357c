/**
 * Providers that differ from the embedded one where the contract leaves room. Their descriptions are in
 * `spec/variants.yaml`.
 */
import type { Make } from './behaviour';
import { CONNECTIONS_OTHERWISE } from './variants/connections';
import { READS_OTHERWISE } from './variants/reads';
import { REFUSALS_OTHERWISE } from './variants/refusals';
import { SURROUNDINGS } from './variants/surroundings';
import { UPDATES_OTHERWISE } from './variants/updates';

export const variants: Readonly<Record<string, Make>> = {
  ...REFUSALS_OTHERWISE,
  ...UPDATES_OTHERWISE,
  ...READS_OTHERWISE,
  ...CONNECTIONS_OTHERWISE,
  ...SURROUNDINGS,
};
