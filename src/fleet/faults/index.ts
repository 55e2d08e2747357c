/**
 * The fleet: providers with one fault each, and conforming providers that differ from the embedded one. Their
 * descriptions are in `spec/faults.yaml` and `spec/variants.yaml`.
 */
import type { Behaviour, Make } from './behaviour';
import { authorization } from './authorization';
import { batch } from './batch';
import { below } from './below';
import { errorBody } from './error-body';
import { headers } from './headers';
import { http } from './http';
import { json } from './json';
import { media } from './media';
import { methods } from './methods';
import { paths } from './paths';
import { success } from './success';
import { throttle } from './throttle';
import { wire } from './wire';
import { annotations } from './annotations';
import { atomicity, repeat } from './atomicity';
import { bounds } from './bounds';
import { collections } from './collections';
import { contexts } from './contexts';
import { kinds } from './kinds';
import { merge } from './merge';
import { neighbours } from './neighbours';
import { ofMembers } from './of-members';
import { odataType } from './odata-type';
import { order } from './order';
import { read, roundTrip } from './read';
import { reset } from './reset';
import { siblings } from './siblings';
import { sometimes } from './sometimes';
import { sought } from './sought';
import { types } from './types';
import { values } from './values';
import { variants } from './variants';

export { startFaulty, type FaultyOptions } from './start';
export type { Behaviour } from './behaviour';

const FAMILIES: readonly Readonly<Record<string, Make>>[] = [
  authorization,
  below,
  batch,
  errorBody,
  headers,
  http,
  json,
  media,
  methods,
  paths,
  success,
  throttle,
  wire,
  annotations,
  atomicity,
  repeat,
  bounds,
  collections,
  contexts,
  kinds,
  merge,
  neighbours,
  odataType,
  ofMembers,
  order,
  read,
  roundTrip,
  reset,
  siblings,
  sometimes,
  sought,
  types,
  values,
  variants,
];

/** The behaviour of a fault or variant; undefined if there is none with this id. */
export const behaviourOf = (id: string): Behaviour | undefined =>
  FAMILIES.find((family) => id in family)?.[id]?.();

/** The ids of all faults that can be started. */
export const faultIds = (): string[] => FAMILIES.flatMap((family) => Object.keys(family));
