import type { MatcherContext, MatcherResult } from '../../src/jest/matcher';
import { matchers } from '../../src/jest/matchers';
import { TYPE, URL_OF_POLICY } from '../checks/support';

export const TOKEN = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Headers of a request that conforms. */
export const HEADERS = {
  Authorization: `Bearer ${TOKEN}`,
  'Content-Type': 'application/json',
  'client-request-id': '0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90',
};

export const GOOD = { '@odata.type': TYPE, isUsableOnce: true };
export const BAD = { defaultLength: 100 };

/** A plain request for an update. */
export const plain = (body: unknown = GOOD, headers: object = HEADERS) => ({
  method: 'PATCH',
  url: URL_OF_POLICY,
  headers,
  body,
});

/** The same as fetch has it. */
export const request = (body: unknown = GOOD): Request =>
  new Request(URL_OF_POLICY, { method: 'PATCH', headers: HEADERS, body: JSON.stringify(body) });

/** An answer as JSON, as fetch has it. */
export const answer = (status: number, body?: unknown): Response =>
  body === undefined
    ? new Response(null, { status })
    : new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

/** What a matcher says of a value. */
export async function said(
  name: keyof typeof matchers,
  value: unknown,
  options?: object,
  context: MatcherContext = {},
): Promise<{ pass: boolean; message: string }> {
  const matcher = matchers[name] as (
    this: MatcherContext,
    received: unknown,
    options?: object,
  ) => MatcherResult | Promise<MatcherResult>;
  const { pass, message } = await matcher.call(context, value, options);
  return { pass, message: message() };
}

/** What it says where it can neither pass nor fail, which has to be the same with `.not`: both fail. */
export async function neither(
  name: keyof typeof matchers,
  value: unknown,
  options?: object,
): Promise<string> {
  const plainly = await said(name, value, options);
  const negated = await said(name, value, options, { isNot: true });
  expect([plainly.pass, negated.pass]).toEqual([false, true]);
  return plainly.message.split('\n').slice(2).join('\n');
}
