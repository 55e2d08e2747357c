import { bodyOf } from '../../exchanges/body';
import type { Body, HeaderPair } from '../../exchanges/exchange';
import { UsageError } from '../../usage-error';
import { can, type RequestPart, type ResponsePart } from './part';

/** What `Request` and `Response` of fetch have in common, and those of its polyfills. */
interface FetchMessage {
  url: string;
  bodyUsed: boolean;
  body?: unknown;
  headers: { forEach(see: (value: string, name: string) => void): void };
  clone(): { arrayBuffer(): Promise<ArrayBuffer> };
}
type FetchRequest = FetchMessage & { method: string };
type FetchResponse = FetchMessage & { status: number; statusText: string };

const isMessage = (value: unknown): value is FetchMessage =>
  can(value, 'clone', 'arrayBuffer') && can((value as FetchMessage).headers, 'forEach');

export const isFetchRequest = (value: unknown): value is FetchRequest =>
  isMessage(value) && typeof (value as FetchRequest).method === 'string';

export const isFetchResponse = (value: unknown): value is FetchResponse =>
  isMessage(value) && typeof (value as FetchResponse).status === 'number';

/**
 * A `Request` of fetch: what it has is what is sent.
 * @see https://fetch.spec.whatwg.org/#request-class
 */
export async function fetchRequest(message: FetchRequest): Promise<RequestPart> {
  const noun = 'a fetch Request';
  const body = await bodyIn(message, noun, 'before it is sent');
  return {
    noun,
    request: { method: message.method, url: message.url, headers: headersIn(message), ...(body && { body }) },
    observed: { authorization: true, requestBody: true },
  };
}

/**
 * A `Response` of fetch: its headers and its body with the content coding undone. How the message was
 * framed, and what stood behind the head of a 204, fetch keeps to itself.
 * @see https://fetch.spec.whatwg.org/#response-class
 */
export async function fetchResponse(message: FetchResponse): Promise<ResponsePart> {
  const noun = 'a fetch Response';
  if (message.status === 0)
    throw new UsageError(
      `${noun} without a status shows nothing, because the request failed: pass the response of a request that succeeded`,
    );
  const body = await bodyIn(message, noun, 'before its body is read');
  return {
    noun,
    response: {
      status: message.status,
      statusText: message.statusText,
      headers: headersIn(message),
      ...(body && { body }),
    },
    observed: { framing: false, trailing: false, responseBody: true },
    ...(message.url !== '' && { url: message.url }),
  };
}

/** From a clone, so that the test can still read it. */
async function bodyIn(message: FetchMessage, noun: string, when: string): Promise<Body | undefined> {
  if (message.bodyUsed)
    throw new UsageError(`the body of ${noun} was read already: pass it, or a clone() of it, ${when}`);
  if (message.body === null) return undefined;
  const bytes = new Uint8Array(await message.clone().arrayBuffer());
  return bytes.length === 0 ? undefined : bodyOf(bytes);
}

function headersIn({ headers }: FetchMessage): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  headers.forEach((value, name) => pairs.push([name, value]));
  return pairs;
}
