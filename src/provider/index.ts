/** The embedded provider: a stateful model of the Temporary Access Pass policy, and its HTTP face. */
export { createApp, type AppOptions } from './face';
export { applyUpdate, defaultPolicy, type PolicyConfiguration, type UpdateResult } from './policy';
export { startProvider, type ProviderOptions, type RunningProvider } from './serve';
export { createStore, type PolicyStore } from './store';
export { READ_SCOPE, WRITE_SCOPE, scopesOf, testToken } from './tokens';
