import { Redactor, type Showing } from '../../../src/exchanges/redact';
import { exchange, GROUP, GUID, POLICY, TYPE, updateOf, URL_OF_POLICY } from '../../checks/support';

const headersOf = (given: Parameters<typeof exchange>[0], showing?: Showing): Record<string, string> =>
  Object.fromEntries(new Redactor([], undefined, showing).exchange(exchange(given)).request.headers);

test.each([
  ['Content-Type', 'application/json; charset=utf-8; odata.metadata=minimal'],
  ['Accept', 'application/json;q=0.9, */*;q=0.1'],
  ['Accept-Language', 'en-GB, de;q=0.5'],
  ['User-Agent', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'],
  ['User-Agent', 'application/vnd.example.v2/3 kiota/1.14.0'],
  ['User-Agent', 'HashiCorp Terraform/1.5.7 python-requests/2.31.0'],
  ['Prefer', 'return=representation; respond-async, wait=10, include-unknown-enum-members'],
  ['client-request-id', GUID],
  ['OData-Version', '4.01'],
  ['Retry-After', '120'],
  ['Retry-After', 'Wed, 21 Oct 2026 07:28:00 GMT'],
  ['Date', 'Wed, 21 Oct 2026 07:28:00 GMT'],
  ['If-Match', '*'],
  ['Cache-Control', 'no-cache, max-age=31536000'],
  ['Content-Length', '170'],
  ['Host', 'graph.microsoft.com:443'],
  [
    'WWW-Authenticate',
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="invalid_token"',
  ],
])('shows %s: %s', (name, value) => {
  expect(headersOf({ headers: { [name]: value } })[name]).toBe(value);
});

test.each([
  ['Content-Length', 'a1b2c3'],
  ['Date', 'my secret date'],
  ['client-request-id', 'my-own-request-4711'],
  ['ETag', '"33a64df551425fcc55e4d42a148795d9f25f89d4"'],
  ['X-Anything', 'value'],
  ['Server', 'z9a/aaaaaaaaaaaaaaaa8/aa=='],
  ['User-Agent', 'wJal/K7MDENG1/bPxR3Cy'],
  ['User-Agent', 'dialer/1.0 +44 7700 900123'],
  ['Server', '(425) 555-0100'],
])('hides %s: %s', (name, value) => {
  expect(headersOf({ headers: { [name]: value } })[name]).toBe(`[secret-1, ${value.length} characters]`);
});

test.each<[what: string, body: object]>([
  ['a policy', POLICY],
  ['an update', updateOf({ defaultLength: 8, includeTargets: [{ targetType: 'group', id: GROUP }] })],
  ['a value that is misspelt', updateOf({ state: 'Enabeld', defaultLength: '12', isUsableOnce: 'yes' })],
  ['a member in other letters', { '@odata.type': TYPE.toUpperCase(), State: 'enabled' }],
  ['what hides nothing', { unknown: true, other: null, third: 12, fourth: '' }],
])('shows %s', (_what, body) => {
  const given = exchange({ json: body, answer: { json: body } });
  const clean = new Redactor().exchange(given);
  expect(clean.request.body).toBe(given.request.body);
  expect(clean.response?.body).toBe(given.response?.body);
});

test('a member whose name sounds secret shows what the contract lists for it, in a list of policies too', () => {
  const clean = (value: string): string | undefined =>
    new Redactor().exchange(
      exchange({ answer: { json: { list: [{ allowExternalIdToUseEmailOtp: value }] } } }),
    ).response?.body?.data;
  expect(clean('default')).toBe('{"list":[{"allowExternalIdToUseEmailOtp":"default"}]}');
  expect(clean('8f3a9b27c1')).toBe('{"list":[{"allowExternalIdToUseEmailOtp":"[secret-1, 10 characters]"}]}');
});

test('what was hidden in an answer for the name of its member is hidden where the suite sends it back', () => {
  const redactor = new Redactor();
  const json = { rows: [{ mailOtp: 'enabled' }] };
  const read = redactor.exchange(exchange({ method: 'GET', status: 200, answer: { json } }));
  const sent = redactor.exchange({ ...exchange({ json }), source: { kind: 'verify' } });
  expect(read.response?.body?.data).toBe('{"rows":[{"mailOtp":"[secret-1, 7 characters]"}]}');
  expect(sent.request.body?.data).toBe(read.response?.body?.data);
});

test('shows an error, its code, its ids and the words of its message', () => {
  const json = {
    error: {
      code: 'Request_BadRequest',
      message:
        "The value of 'defaultLength' must be between 8 and 48 (see https://learn.microsoft.com/graph/errors).",
      innerError: { date: '2026-11-22T08:00:00', 'request-id': GUID, 'client-request-id': GUID },
    },
  };
  const given = exchange({ status: 400, answer: { json } });
  expect(new Redactor().exchange(given).response?.body).toBe(given.response?.body);
});

test('cuts out of a message what looks like a secret, and keeps its words', () => {
  const message =
    'User jane7@contoso.example (phone +44 7700 900123) has pass Qx7!aa12zz and key 8f3a9b27c1d4e5f6; code AADSTS50011.';
  const { response } = new Redactor().exchange(
    exchange({ status: 400, answer: { json: { error: { code: 'BadRequest', message } } } }),
  );
  expect(response?.body?.data).toMatch(
    /User \[secret-\d+, 21 characters\] \(phone \[secret-\d+, 15 characters\]\) has pass \[secret-\d+, 10 characters\] and key \[secret-\d+, 16 characters\]; code AADSTS50011\./,
  );
});

test('keeps names and lengths, and gives one value one alias, whatever place it has', () => {
  const clean = new Redactor().exchange(
    exchange({
      headers: { 'X-One': 'abcdefgh1' },
      json: { password: 'abcdefgh1', list: ['abcdefgh1', 'other'] },
      url: `${URL_OF_POLICY}?$select=state&q=abcdefgh1`,
    }),
  );
  expect(clean.request.body?.data).toBe(
    '{"password":"[secret-1, 9 characters]","list":["[secret-1, 9 characters]","[secret-2, 5 characters]"]}',
  );
  expect(clean.request.url).toBe(`${URL_OF_POLICY}?$select=state&q=[secret-1,9-characters]`);
  expect(Object.fromEntries(clean.request.headers)['X-One']).toBe('[secret-1, 9 characters]');
});

test('a text that is no JSON stays none, and one with a member that stands twice has it twice', () => {
  const clean = (text: string): string | undefined =>
    new Redactor().exchange(exchange({ text })).request.body?.data;
  expect(clean('{"note":"a\\qbcdef"}')).toBe('{"note":"[secret-1, 8 characters]\\q"}');
  expect(clean('{"note":"abcdef')).toBe('{"note":"[secret-1, 6 characters]');
  expect(clean('{"note":"abcdef","note":"ghijkl",}')).toBe(
    '{"note":"[secret-1, 6 characters]","note":"[secret-2, 6 characters]",}',
  );
});

test('a telephone number is hidden as a name, and in a text that is nearly JSON', () => {
  const phone = '+44 7700 900123';
  const given = [JSON.stringify({ [phone]: { state: 'enabled' } }), `{/* of ${phone} */ state: '${phone}'}`];
  for (const text of given)
    expect(new Redactor().exchange(exchange({ text })).request.body?.data).not.toContain('900123');
});

test.each([
  'Negotiate, Basic realm="a, Digest \\"b\\"", bearer realm="x, y", error="invalid_token"',
  'Bearer realm="CONTOSO\\\\graph", error_description="The \\"aud\\" claim is missing"',
  'Basic realm="Kx7zQ92mmAbcd4411 \\"b\\"", Bearer error="invalid_token"',
  'Bearer error="invalid_token", error_description="pin \\"Kx7zQ92mmAbcd4411\\", \\"b\\""',
])('a challenge with quoted pairs stays one: %s', (value) => {
  const { response } = new Redactor().exchange(
    exchange({ status: 401, answer: { headers: { 'WWW-Authenticate': value } } }),
  );
  const shown = new Map(response?.headers).get('WWW-Authenticate') ?? '';
  expect(shown.replace(/"(?:[^"\\]|\\.)*"/g, '')).not.toMatch(/["\\]/);
  expect(shown).toMatch(/bearer /i);
  expect(shown).not.toContain('Kx7zQ92mmAbcd4411');
});

test('a telephone number is hidden in a challenge, as a parameter and behind a scheme', () => {
  const answer = {
    headers: { 'WWW-Authenticate': 'Negotiate +44 7700 900123, Bearer realm="+44 7700 900123"' },
  };
  const { response } = new Redactor().exchange(exchange({ status: 401, answer }));
  expect(response?.headers).toContainEqual([
    'WWW-Authenticate',
    'Negotiate [secret-1, 15 characters], Bearer realm="[secret-1, 15 characters]"',
  ]);
});

test('of an address between quotation marks they are no part', () => {
  const answer = {
    headers: { Refresh: `5; url='https://h.example/?k=qZ1~xn80!'` },
    json: { error: { code: 'x', message: 'It was qZ1~xn80!' } },
  };
  const { response } = new Redactor().exchange(exchange({ status: 400, answer }));
  expect(response?.headers).toContainEqual([
    'Refresh',
    "5; url='https://h.example/?k=[secret-1,9-characters]'",
  ]);
  expect(response?.body?.data).toContain('"It was [secret-1]"');
});

test('a person lets be shown what is named, whatever letters it is in; credentials are shown for nobody', () => {
  const showing = {
    headers: ['x-ONE', 'authorization'],
    parameters: ['Q'],
    members: ['Note'],
  };
  const { request } = new Redactor([], undefined, showing).exchange(
    exchange({
      url: `${URL_OF_POLICY}?q=abcdefgh1&r=abcdefgh2`,
      headers: { 'X-One': 'abcdefgh3', 'X-Two': 'abcdefgh4', Authorization: 'Bearer abcdefgh5' },
      json: { note: 'abcdefgh6', other: 'abcdefgh7' },
    }),
  );
  expect(
    JSON.stringify(request)
      .match(/abcdefgh\d/g)
      ?.sort(),
  ).toEqual(['abcdefgh1', 'abcdefgh3', 'abcdefgh6']);
});

test('what the suite sends by itself is shown, and where an answer repeats it too', () => {
  const given = exchange({
    source: { kind: 'verify' },
    json: updateOf({ favouriteColour: 'mauve-4711' }),
    status: 200,
    answer: { json: { favouriteColour: 'mauve-4711', pin: 'mauve-4712' } },
  });
  const clean = new Redactor().exchange(given);
  expect(clean.request.body).toBe(given.request.body);
  expect(clean.response?.body?.data).toBe(
    '{"favouriteColour":"mauve-4711","pin":"[secret-1, 10 characters]"}',
  );
});

test("what was hidden in an answer is none of the suite's own, though it sends it where it may stand", () => {
  const redactor = new Redactor();
  const answer = (): string | undefined =>
    redactor.exchange(exchange({ method: 'GET', status: 200, answer: { json: { clue: 'swordfish' } } }))
      .response?.body?.data;
  const hidden = '{"clue":"[secret-1, 9 characters]"}';
  expect(answer()).toBe(hidden);
  const sent = {
    ...exchange({ json: updateOf({ state: 'swordfish' }) }),
    source: { kind: 'verify' as const },
  };
  redactor.exchange(sent);
  redactor.exchange({
    ...sent,
    request: { ...sent.request, ...exchange({ json: { swordfish: 1 } }).request },
  });
  expect(answer()).toBe(hidden);
});

test('a name that the suite sends by itself is shown where an answer repeats it, and no other', () => {
  const given = exchange({
    source: { kind: 'verify' },
    json: { Kx7f2Canary9zQ41mmAb8: 1 },
    answer: { json: { Kx7f2Canary9zQ41mmAb8: 1, Kx7f2Canary9zQ41mmAb9: 2 } },
  });
  const clean = new Redactor().exchange(given).response?.body?.data;
  expect(clean).toMatch(/^\{"Kx7f2Canary9zQ41mmAb8":1,"\[secret-\d+, 21 characters\]":2\}$/);
});

test('of what the suite sends 20,000 values are remembered as its own, and further ones are hidden in answers', () => {
  const redactor = new Redactor();
  const values = Array.from({ length: 20_001 }, (_, at) => `mauve-${at}`);
  redactor.exchange({ ...exchange({ json: values }), source: { kind: 'verify' } });
  const json = [values[0], values[19_999], values[20_000]];
  const given = exchange({ method: 'GET', status: 200, answer: { json } });
  expect(redactor.exchange(given).response?.body?.data).toBe(
    '["mauve-0","mauve-19999","[secret-1, 11 characters]"]',
  );
});

test('behind more hidden values than are remembered, what the suite sends is shown by its form alone', () => {
  const redactor = new Redactor();
  const clues = Array.from({ length: 20_000 }, (_, at) => `mauve-${at}`);
  redactor.exchange(exchange({ method: 'GET', status: 200, answer: { json: { clues } } }));
  redactor.exchange(exchange({ method: 'GET', status: 200, answer: { json: { clue: 'swordfish' } } }));
  const sent = exchange({ json: { state: 'enabled', contosoMember: 'swordfish' } });
  const clean = redactor.exchange({ ...sent, source: { kind: 'verify' } });
  expect(clean.request.body?.data).toMatch(
    /^\{"state":"enabled","contosoMember":"\[secret-\d+, 9 characters\]"\}$/,
  );
});

test('shows a date of an error that is a number and no text, since it is judged', () => {
  const json = { error: { code: 'BadRequest', message: 'No.', innerError: { date: 1795852800000 } } };
  const given = exchange({ status: 400, answer: { json } });
  expect(new Redactor().exchange(given).response?.body).toBe(given.response?.body);
});

test.each([
  ['numbers', { pin: 123 }],
  ['words of the contract', { password: 'enabled', userPwd: 'group', code: 'default' }],
  ['what stands in lists and objects', { password: ['enabled', { value: 'group' }], keys: [[12]] }],
])('hides %s under the name of a secret', (_what, body) => {
  const clean = new Redactor().exchange(exchange({ json: body })).request.body?.data ?? '';
  expect(clean).not.toMatch(/123|12\b(?! ch)|enabled|group|default/);
});

test.each([
  "Unexpected token '}' at position 12.",
  'The access token: expired, or the signature is invalid.',
  "Property 'password' is missing. Key: defaultLength, code: BadRequest; status code=400.",
  'TemporaryAccessPass: defaultLength must be between 8 and 48.',
  "The value for key 'state' of temporaryAccessPass is not valid; authorization: denied",
])('shows the message %s', (message) => {
  const given = exchange({ status: 400, answer: { json: { error: { code: 'BadRequest', message } } } });
  expect(new Redactor().exchange(given).response?.body).toBe(given.response?.body);
});

test('a value that a body repeats is hidden each time', () => {
  const { request } = new Redactor().exchange(exchange({ json: [['jane 77', 'jane 77'], 'jane 77'] }));
  expect(request.body?.data).toMatch(/^\[\["(\[secret-\d+, 7 characters\])","\1"\],"\1"\]$/);
});

const ANSWER = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n';

describe('an answer where no byte may stand', () => {
  const HEAD = 'HTTP/1.1 204 No Content\r\n\r\n';
  const shownOf = (sample: string, redactor = new Redactor()): string | undefined =>
    redactor.exchange(exchange({ wire: { head: HEAD, after: { bytes: sample.length, sample } } })).wire?.after
      ?.sample;

  test.each([
    ['alone', ANSWER],
    ['twice', ANSWER + ANSWER],
    ['behind content', `{"error":{"code":"badRequest"}}${ANSWER}`],
    ['behind content that is cut off', `{"error":{"code":"badReq${ANSWER}`],
    ['behind a line end', `\r\n${ANSWER}`],
    ['cut off', 'HTTP/1'],
  ])('%s', (_where, sample) => {
    expect(shownOf(sample)).toContain(sample.slice(sample.lastIndexOf('HTTP/')));
  });

  it.each([`{"error":{}} ${ANSWER}`, `{"error":{}} HTTP/1.1`, `["HTTP/2`])(
    'hides no version of HTTP elsewhere: %j',
    (sample) => {
      const redactor = new Redactor();
      shownOf(sample, redactor);
      expect(redactor.exchange(exchange({ wire: { head: ANSWER } })).wire?.head).toBe(ANSWER);
    },
  );

  it('hides what nothing makes harmless in the content before it', () => {
    expect(shownOf(`{"note":"a-value-of-somebody"}${ANSWER}`)).toBe(
      `{"note":"[secret-1, 19 characters]"}${ANSWER}`,
    );
  });
});
