import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { NAME, committed, store, writtenIn } from './pact-file';
import { type Refusal, refusals } from './refusals';
import {
  CONSUMER,
  PATH,
  PROVIDER,
  type RequestBuilder,
  type ResponseBuilder,
  TYPE,
  WRITER,
  anyJson,
  anyToken,
  begin,
  clientOf,
  policyWith,
  untilNoted,
} from './support';
import { updates } from './updates';

const { eachLike, integer, like, string } = MatchersV3;

// A new folder, since the mock server adds to a file that is there, and what was once agreed would stay in it.
const folder = mkdtempSync(path.join(tmpdir(), 'contracts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pact = new PactV4({ dir: folder, consumer: CONSUMER, provider: PROVIDER, logLevel: 'error' });

describe('the client relies on', () => {
  test.each(updates)('$description', async ({ description, before, body }) => {
    await begin(pact, description, [before, WRITER])
      .withRequest('PATCH', PATH, (request) => {
        request.headers({ Authorization: anyToken(), 'Content-Type': 'application/json' }).jsonBody(body);
      })
      // The status alone: no matcher can say that nothing follows it.
      .willRespondWith(204)
      .executeTest(async ({ url, port }) => {
        expect(await clientOf(url).update(body)).toEqual({ ok: true, value: undefined });
        await untilNoted(pact, port);
      });
  });

  test('a read of the policy', async () => {
    const promised = { state: 'enabled', defaultLength: 12, isUsableOnce: true };
    await begin(pact, 'a read of the policy', [policyWith(promised), WRITER])
      .withRequest('GET', PATH, (request) => {
        request.headers({ Authorization: anyToken() });
      })
      .willRespondWith(200, (response) => {
        response.headers({ 'Content-Type': anyJson() }).jsonBody({
          '@odata.type': TYPE,
          id: 'TemporaryAccessPass',
          ...promised,
          defaultLifetimeInMinutes: integer(60),
          minimumLifetimeInMinutes: integer(60),
          maximumLifetimeInMinutes: integer(480),
          includeTargets: eachLike({ targetType: string('group'), id: string('all_users') }),
          excludeTargets: like([]),
        });
      })
      .executeTest(async ({ url, port }) => {
        expect(await clientOf(url).read()).toEqual({
          ok: true,
          value: expect.objectContaining({ '@odata.type': TYPE, id: 'TemporaryAccessPass', ...promised }),
        });
        await untilNoted(pact, port);
      });
  });

  test('a reset of the policy', async () => {
    await begin(pact, 'a reset of the policy', [policyWith({ state: 'enabled', isUsableOnce: true }), WRITER])
      .withRequest('DELETE', PATH, (request) => {
        request.headers({ Authorization: anyToken() });
      })
      .willRespondWith(204)
      .executeTest(async ({ url, port }) => {
        expect(await clientOf(url).reset()).toEqual({ ok: true, value: undefined });
        await untilNoted(pact, port);
      });
  });
});

describe('the client relies on the refusal of', () => {
  const code = 'someCode';
  const message = 'What is wrong with the request.';

  test.each(refusals)('$description', async (refusal) => {
    await begin(pact, refusal.description, refusal.states)
      .withRequest('PATCH', PATH, (request) => writeRequest(request, refusal))
      .willRespondWith(refusal.status.example, (response) => writeStatus(writeError(response), refusal))
      .executeTest(async ({ url, port }) => {
        expect(await refusal.send(url)).toEqual({ ok: false, status: refusal.status.example, code, message });
        await untilNoted(pact, port);
      });
  });

  function writeRequest(request: RequestBuilder, { authorization, contentType, body }: Refusal): void {
    const type = contentType ?? 'application/json';
    request.headers({ ...(authorization && { Authorization: authorization }), 'Content-Type': type });
    if (body && 'json' in body) request.jsonBody(body.json);
    if (body && 'text' in body) request.body(type, Buffer.from(body.text));
  }

  /** What a client can read of any refusal. The rest of the body, innerError too, is no part of it. */
  function writeError(response: ResponseBuilder): ResponseBuilder {
    const error = { code: string(code), message: string(message) };
    return response.headers({ 'Content-Type': anyJson() }).jsonBody({ error });
  }

  function writeStatus(response: ResponseBuilder, { status: { anyOf } }: Refusal): void {
    if (!anyOf) return;
    const matcher = { 'pact:matcher:type': 'statusCode', status: anyOf };
    response.matchingRules({ status: { path: '$', rules: [matcher] } });
  }
});

// The last test: it needs what all the others have written, and so fails when one of them does, or is left out.
test('the committed Pact file is the one that these tests write', () => {
  const written = writtenIn(folder);
  if (process.env['UPDATE_CONTRACTS']) store(written);
  if (committed() !== written)
    throw new Error(`contracts/${NAME} is stale: run npm run contracts, and commit it.`);
});
