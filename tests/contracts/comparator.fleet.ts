import { defaultOperation } from '../../src/contract/operation';
import { type Pact, pactFiles, pactWith } from './support';

/** A result of the comparator, which its types don't let a CommonJS module import. */
interface Result {
  type: 'error' | 'warning';
  code: string;
  message: string;
  mockDetails?: { interactionDescription?: string };
}

const { Comparator } = jest.requireActual<{
  Comparator: new (slice: unknown) => { compare(pact: Pact): AsyncIterable<Result> };
}>('@pactflow/openapi-pact-comparator');

/** What the comparator says of a Pact beside the slice. */
async function compare(pact: Pact): Promise<Result[]> {
  const { slice } = defaultOperation();
  const results: Result[] = [];
  for await (const result of new Comparator(slice).compare(pact)) results.push(result);
  return results;
}

/**
 * A request that is refused may break the slice in any way, and the comparator lets it, but for its media
 * type: that rule, alone of those on requests, doesn't look at the status.
 */
const isRefused = ({ code, mockDetails }: Result, pact: Pact) =>
  code === 'request.content-type.incompatible' &&
  pact.interactions.some(
    ({ description, response }) =>
      description === mockDetails?.interactionDescription && [400, 415].includes(response.status),
  );

/** What real clients send beyond the slice, and may: the page's example spells the key so, and SDKs name themselves. */
const OF_REAL_CLIENTS: readonly [code: string, end: RegExp][] = [
  ['request.path-or-method.unknown', /: PATCH \/.*\/temporaryAccessPass$/],
  ['request.header.unknown', /: sdkversion$/],
  // What Azure CLI names a request by, and how the command line of Microsoft 365 names itself.
  ['request.header.unknown', /: x-ms-client-request-id$/],
  ['request.header.unknown', /: x-clientservice-clienttag$/],
];
const isOfRealClients = ({ code, message }: Result) =>
  OF_REAL_CLIENTS.some(([excused, end]) => code === excused && end.test(message));

const isExcused = (result: Result, pact: Pact) => isRefused(result, pact) || isOfRealClients(result);

test.each(pactFiles())('$name agrees with the slice, without a warning', async ({ pact }) => {
  const results = await compare(pact);
  expect(results.filter((result) => !isExcused(result, pact))).toEqual([]);
});

test('of all refusals, only the one of another media type has to be excused', async () => {
  const results = await Promise.all(pactFiles().map(({ pact }) => compare(pact)));
  const refused = results.flat().filter((result) => !isOfRealClients(result));
  expect(refused.map(({ mockDetails }) => mockDetails?.interactionDescription)).toEqual([
    'an update as text/plain',
  ]);
});

/** Changes the body of a request that is answered with 204. */
const withBody = (change: (body: Record<string, unknown>) => void): Pact =>
  pactWith('an update of defaultLength alone', ({ request }) =>
    change(request.body?.content as Record<string, unknown>),
  );

describe('the comparison fails', () => {
  test.each<[string, Pact, code: string, text: string]>([
    [
      'a misspelt member',
      withBody((body) => (body['defaultLenght'] = 12)),
      'request.body.incompatible',
      'additional properties - defaultLenght',
    ],
    [
      'a defaultLength of 49',
      withBody((body) => (body['defaultLength'] = 49)),
      'request.body.incompatible',
      'must be <= 48',
    ],
    [
      'a defaultLength that is text',
      withBody((body) => (body['defaultLength'] = '12')),
      'request.body.incompatible',
      'must be integer,null',
    ],
    [
      'no @odata.type',
      withBody((body) => delete body['@odata.type']),
      'request.body.incompatible',
      "must have required property '@odata.type'",
    ],
    [
      'no token',
      pactWith(
        'an update of defaultLength alone',
        ({ request }) => delete request.headers?.['Authorization'],
      ),
      'request.authorization.missing',
      'Authorization header is missing',
    ],
    [
      'text/plain',
      pactWith('an update of defaultLength alone', ({ request }) => {
        request.headers = { ...request.headers, 'Content-Type': ['text/plain'] };
      }),
      'request.content-type.incompatible',
      'Content-Type header is incompatible',
    ],
    [
      'an answer of 200',
      pactWith('an update of defaultLength alone', ({ response }) => (response.status = 200)),
      'response.status.unknown',
      '200',
    ],
  ])('with an update that is accepted with %s', async (_name, pact, code, text) => {
    const results = (await compare(pact)).filter((result) => !isExcused(result, pact));
    expect(results).toContainEqual(
      expect.objectContaining({ type: 'error', code, message: expect.stringContaining(text) }),
    );
  });
});
