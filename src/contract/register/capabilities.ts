/** What a provider must offer, beside the update, for a row to be observed. */
export const CAPABILITIES = ['read', 'delete', 'batch', 'scopes'] as const;
export type Capability = (typeof CAPABILITIES)[number];
