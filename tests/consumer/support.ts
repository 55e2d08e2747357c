/** What the interactions of the reference consumer have in common. */
import { setTimeout } from 'node:timers/promises';
import { MatchersV3, type PactV4 } from '@pact-foundation/pact';
import { type PolicyClient, type PolicyClientOptions, createPolicyClient } from '../../contracts/client';

export const CONSUMER = 'tap-policy-client';
export const PROVIDER = 'microsoft-graph-tap-policy';

export const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
/** Below the API root: that is the address that a verification is given. */
export const PATH =
  '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
export const GROUP = '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52';
export const OTHER_GROUP = 'c1b8a7d2-53f4-4e0b-8a5e-9d7f0e2b6a14';

/** Stands for a token in the Pact file, where everyone reads it. */
export const EXAMPLE_TOKEN = 'an-example-and-no-token';
/** Likewise, and a provider has to refuse it. */
export const WRONG_TOKEN = 'taken-by-no-provider';

/** The states of the policy, by the names of contracts/provider-states.yaml. */
export const DEFAULTS: State = { name: 'the policy has the documented defaults' };
export const policyWith = (params: Params): State => ({ name: 'the policy is set', params });

/** The states of the caller. */
export const WRITER: State = { name: 'the caller may update the policy' };
export const READER: State = { name: 'the caller may read the policy and not update it' };
export const STRANGER: State = { name: 'the caller is not signed in' };

/** A provider state, as contracts/provider-states.yaml declares it. */
export interface State {
  readonly name: string;
  readonly params?: Params;
}

type Params = NonNullable<Parameters<Interaction['given']>[1]>;
type Interaction = ReturnType<PactV4['addInteraction']>;
type Builder<Method extends (...args: never[]) => unknown, At extends number> = Parameters<
  NonNullable<Parameters<Method>[At]>
>[0];

/** What Pact hands out to describe a request and a response, and doesn't name in its exports. */
export type RequestBuilder = Builder<Interaction['withRequest'], 2>;
export type ResponseBuilder = Builder<ReturnType<Interaction['withRequest']>['willRespondWith'], 1>;

/** Begins an interaction: its states and its description. */
export function begin(pact: PactV4, description: string, states: readonly State[]): Interaction {
  return states
    .reduce((interaction, { name, params }) => interaction.given(name, params), pact.addInteraction())
    .uponReceiving(description);
}

/** Any bearer token will do; the provider state says what it has to allow. */
export const anyToken = () => MatchersV3.regex('^Bearer [A-Za-z0-9._~+/-]+=*$', `Bearer ${EXAMPLE_TOKEN}`);

/** The JSON media type in any letter case, with parameters or without (RFC 9110, section 8.3.1). */
export const anyJson = () =>
  MatchersV3.regex(`^${inAnyCase('application/json')}\\s*(;.*)?$`, 'application/json');

/** Spelt out, since not every verifier knows a flag within an expression. */
const inAnyCase = (text: string) => text.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);

/** A client of the mock server. */
export const clientOf = (baseUrl: string, options: Partial<PolicyClientOptions> = {}): PolicyClient =>
  createPolicyClient({ baseUrl, token: () => EXAMPLE_TOKEN, ...options });

/**
 * Waits until the mock server has noted the request that it answered. It does so after the answer, and asked
 * at once, on a busy machine, says that the request never came. What isn't noted in two seconds, it reports.
 *
 * @see https://github.com/pact-foundation/pact-reference/issues/535
 */
export async function untilNoted(pact: PactV4, port: number): Promise<void> {
  for (let waited = 0; waited < 2000 && !pact['pact'].mockServerMatchedSuccessfully(port); waited += 5) {
    await setTimeout(5);
  }
}
