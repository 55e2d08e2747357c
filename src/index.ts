/**
 * graph-contract as a library: judge exchanges from wherever they come, verify a provider, and the parts
 * that both are made of.
 */
export { judge, Judge, type Judged, type JudgeOptions } from './judge/judge';
export { select, type Selection } from './judge/selection';
export { verify, type Progress, type VerifyOptions } from './run/verify';
export type { PactRun } from './run/pact';
export { readPacts, type PactDocument } from './pact/documents';
export type { BrokerOptions, PactSource } from './pact/sources';
export { UsageError } from './usage-error';

export { allChecks, providerChecks, requestChecks } from './checks';
export {
  breaks,
  holds,
  type Breaks,
  type Check,
  type CheckAddress,
  type ExchangeCheck,
  type Holds,
  type Judgement,
  type ScenarioCheck,
  type SequenceCheck,
} from './checks/check';
export { View, type Intent } from './checks/view';

export type * from './exchanges/exchange';
export type * from './exchanges/evidence';
export { bodyOf, bytesOf, jsonOf } from './exchanges/body';
export { curlLine } from './exchanges/curl';
export { expandBatch } from './exchanges/batch';
export { addressOf, operationAt, type Address } from './exchanges/address';
export { Redactor } from './exchanges/redact';

export type { Capability } from './requirements/capabilities';
export {
  loadRegister,
  registerOf,
  type Level,
  type Register,
  type Requirement,
} from './requirements/register';
export { loadOverlay, type Overlay } from './requirements/overlay';
export type { Breach } from './schema/validators';
export {
  DEFAULT_OPERATION,
  operationNamed,
  operationNames,
  validatePolicy,
  validateUpdate,
  type Operation,
} from './schema/operation';
export type { Slice } from './schema/slice';

export {
  exitCodeOf,
  OUTCOMES,
  type Finding,
  type InteractionResult,
  type Outcome,
  type Report,
  type Verdict,
} from './reports/report';
export { renderConsole, renderJson, renderJunit } from './reports';
export { diff, whyIncomparable, type Difference } from './reports/diff';
export { merge, type Merged } from './reports/merge';
export { matrixOf, type Matrix } from './reports/matrix';

export {
  applyUpdate,
  createApp,
  createStore,
  defaultPolicy,
  READ_SCOPE,
  startProvider,
  startProviderOf,
  testToken,
  WRITE_SCOPE,
  type Policy,
  type PolicyConfiguration,
  type RunningProvider,
} from './provider';
export type { components, operations, paths } from '../spec/types';
