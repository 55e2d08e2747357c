/** The embedded provider: a stateful model of a policy, and its HTTP face. */
export { createApp, type AppOptions } from './app';
export { modelOf } from './policies';
export type { Policy, PolicyModel, UpdateResult } from './policies/model';
export { applyUpdate, defaultPolicy, type PolicyConfiguration } from './policies/temporary-access-pass';
export { startProvider, startProviderOf, type ProviderOptions, type RunningProvider } from './serve';
export { createStore, type PolicyStore } from './store';
export { READ_SCOPE, WRITE_SCOPE, scopesOf, testToken } from './tokens';
