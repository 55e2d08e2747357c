/**
 * graph-contract as a library: judge exchanges from wherever they come, verify a provider, and the parts
 * that both are made of.
 */
export { Judge, type Judged, type JudgeOptions } from './judge/judge';
export { judge, type JudgingOptions } from './jest/judge';
export { select, type Selection } from './contract/selection';
export { verify } from './run/verify';
export type { Progress, VerifyOptions } from './run/verify-options';
export type { PactRun } from './run/pact';
export { readPacts, type PactDocument } from './pact/documents';
export type { BrokerOptions, PactSource } from './pact/sources';
export { UsageError } from './usage-error';

export { allChecks, providerChecks, requestChecks } from './checks';
export {
  breaks,
  holds,
  type Check,
  type CheckAddress,
  type ExchangeCheck,
  type ScenarioCheck,
  type SequenceCheck,
} from './checks/check';
export { type Breaks, type Holds, type Judgement, type Said } from './checks/judgement';
export { type Reach } from './checks/kind';
export { View, type Intent } from './checks/view';

export type * from './exchanges/exchange';
export type * from './exchanges/run-header';
export type * from './results/evidence';
export { bodyOf, bytesOf, jsonOf } from './exchanges/body';
export { curlLine } from './exchanges/curl';
export { expandBatch } from './exchanges/batch';
export { addressOf, operationAt, type Address } from './exchanges/address';
export { Redactor } from './exchanges/redact';

export type { Capability } from './contract/register/capabilities';
export { loadRegister, registerOf, type Register } from './contract/register/register';
export { type Level, type Requirement } from './contract/register/row';
export { loadOverlay, type Overlay } from './judge/overlay';
export type { Breach } from './contract/validators';
export {
  DEFAULT_OPERATION,
  operationNamed,
  operationNames,
  validatePolicy,
  validateUpdate,
  type Operation,
} from './contract/operation';
export type { Slice } from './contract/slice';

export { exitCodeOf } from './results/exit-code';
export {
  OUTCOMES,
  type Finding,
  type InteractionResult,
  type Outcome,
  type Report,
  type Verdict,
} from './results/report';
export { renderConsole, renderJson, renderJunit } from './reports';
export { diff, whyIncomparable } from './results/diff';
export type { Difference } from './results/difference';
export { merge, type Merged } from './results/merge';
export { matrixOf, type Matrix } from './results/matrix';

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
export type { components, operations, paths } from '../spec/operations/temporaryAccessPass/types';
