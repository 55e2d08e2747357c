/**
 * The reference consumer: a small typed client that updates, reads and resets the Temporary Access Pass
 * policy. Its types come from the slice, so that a body that leaves out `@odata.type`, gives another literal
 * or misspells a member doesn't compile; its Pact tests say what it relies on.
 *
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update
 */
import createClient from 'openapi-fetch';
import type { components, paths } from '../spec/operations/temporaryAccessPass/types';

type Schemas = components['schemas'];

/**
 * What is left of a type of the slice when only what the pages say is sent. The slice lets annotations stand
 * beside the members, which types can only say as "any other member", misspelt ones too; null and the
 * sentinel `unknownFutureValue` it has to let pass, and no client needs them.
 */
type Sent<Type> = Type extends readonly (infer Item)[]
  ? Sent<Item>[]
  : Type extends object
    ? { [Name in keyof Type as string extends Name ? never : Name]: Sent<Type[Name]> }
    : Exclude<Type, null | 'unknownFutureValue'>;

/** An update: the type annotation, and the members to change. */
export type PolicyUpdate = Sent<Schemas['temporaryAccessPassAuthenticationMethodConfigurationUpdate']>;

/** The policy as it is read. */
export type Policy = Schemas['temporaryAccessPassAuthenticationMethodConfiguration'];

/** What became of a request; nothing is thrown for an answer that says no. */
export type Result<Value> = { readonly ok: true; readonly value: Value } | Refused;

/** An answer other than the documented one. Code and message are missing when the body didn't tell them. */
export interface Refused {
  readonly ok: false;
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
}

export interface PolicyClientOptions {
  /** The API root with its version, and any path before it, such as `https://gateway.test/graph/v1.0`. */
  readonly baseUrl: string;
  /** Asked before each request, since tokens expire. */
  readonly token: () => string | Promise<string>;
  /** What sends the requests; the global fetch when left out. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Each of these rejects when there is no answer at all, or no token. */
export interface PolicyClient {
  /** Changes the members that are given, and leaves the others to the service. */
  update(changes: PolicyUpdate): Promise<Result<undefined>>;
  /** Rejects with a SyntaxError, too, when a 200 isn't JSON. */
  read(): Promise<Result<Policy>>;
  /** Puts the policy back to its default configuration. */
  reset(): Promise<Result<undefined>>;
}

const POLICY = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';

/**
 * Makes a client.
 *
 * @example
 * const client = createPolicyClient({ baseUrl: 'http://127.0.0.1:8080/v1.0', token: () => token });
 * const result = await client.update({
 *   '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
 *   isUsableOnce: true,
 * });
 * if (!result.ok) console.error(result.status, result.code, result.message);
 */
export function createPolicyClient({ baseUrl, token, fetch }: PolicyClientOptions): PolicyClient {
  const client = createClient<Pick<paths, typeof POLICY>>({ baseUrl, ...(fetch && { fetch }) });
  const authorization = async () => ({ Authorization: `Bearer ${await token()}` });

  return {
    async update(changes) {
      // The slice requires both headers, so that leaving one out doesn't compile here either.
      const header = { ...(await authorization()), 'Content-Type': 'application/json' };
      return emptied(await client.PATCH(POLICY, { params: { header }, body: changes, parseAs: 'text' }));
    },

    async read() {
      const { data, error, response } = await client.GET(POLICY, {
        params: { header: await authorization() },
      });
      return response.status === 200 && data ? { ok: true, value: data } : refused(response, error);
    },

    async reset() {
      const header = await authorization();
      return emptied(await client.DELETE(POLICY, { params: { header }, parseAs: 'text' }));
    },
  };
}

/** A 204 is all there is to success: it has no body to read, and another 2xx promises nothing. */
function emptied({ response, error }: { response: Response; error?: unknown }): Result<undefined> {
  return response.status === 204 ? { ok: true, value: undefined } : refused(response, error);
}

/**
 * The refusal that an answer is, with as much of the error body as is there: a gateway's page, an empty body
 * or an error of another shape leaves the status alone.
 */
function refused({ status }: Response, body: unknown): Refused {
  const error = memberOf(body, 'error');
  const [code, message] = [memberOf(error, 'code'), memberOf(error, 'message')];
  return {
    ok: false,
    status,
    ...(typeof code === 'string' && { code }),
    ...(typeof message === 'string' && { message }),
  };
}

/** The declared type of an error is a promise of the contract, and not yet a fact. */
const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
