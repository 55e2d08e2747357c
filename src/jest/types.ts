import type { ConformOptions } from './to-conform-to-contract';

/** A message of fetch, whose body comes in a promise. */
interface FetchMessage {
  clone(): unknown;
  arrayBuffer(): Promise<unknown>;
}
type Fetched = FetchMessage | { request: FetchMessage } | { response: FetchMessage };

/** A promise where a body has to be awaited, so that a linter finds a forgotten `await`. */
type Answer<R, Received> = Received extends Fetched ? Promise<void> : R;

/** A matcher of objects: on a number, a text or nothing it cannot be called. */
type OnObjects<R, T, Arguments extends unknown[]> = unknown extends T
  ? (...options: Arguments) => R | Promise<void>
  : [Extract<Awaited<T>, object>] extends [never]
    ? never
    : (...options: Arguments) => Answer<R, Awaited<T>>;

/** What `expect` gains: `R` is what a matcher returns at once, `T` what `expect` was given. */
export interface ContractMatchers<R, T> {
  /**
   * The request, response or exchange keeps the contract: no MUST that bears on it is broken. It fails, and
   * so does `.not`, where nothing could be judged. Of fetch's `Request` and `Response` it has to be awaited.
   * @example
   * await expect(await fetch(url, init)).toConformToContract();
   * expect({ request, response }).toConformToContract({ strict: true });
   */
  toConformToContract: OnObjects<R, T, [options?: ConformOptions]>;
  /**
   * The response is a 204, and nothing follows its head as far as the object shows it; the message says what
   * it does not show.
   * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update#response
   */
  toBeNoContent: OnObjects<R, T, []>;
  /**
   * An update, or the answer to a read, carries the exact `@odata.type`.
   * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update#request-body
   */
  toCarryODataType: OnObjects<R, T, []>;
}
