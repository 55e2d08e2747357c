import fc from 'fast-check';
import type { HeaderPair } from '../../../src/exchanges/exchange';

/** A request and its answer as somebody recorded them, with secrets in it. */
export interface Planted {
  method: string;
  url: string;
  headers: HeaderPair[];
  body?: string;
  status: number;
  statusText: string;
  answerHeaders: HeaderPair[];
  answer?: string;
  behind?: string;
  /** What must be found nowhere. */
  secrets: string[];
}

const LETTERS = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';
const of = (units: string, min: number, max: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...units), minLength: min, maxLength: max });

/** Secrets as they are: keys, passwords, passes, tokens, addresses and numbers of people. */
export const secret: fc.Arbitrary<string> = fc.oneof(
  of('0123456789abcdef', 20, 40).map((text) => `a1${text}`),
  fc.tuple(of(LETTERS, 3, 9), of('0123456789', 2, 6), of(LETTERS, 3, 9)).map((parts) => parts.join('')),
  of(`${LETTERS}0123456789+/`, 22, 44).map((text) => `z9${text}==`),
  fc.tuple(of(LETTERS, 4, 8), of('!$*^~@é', 1, 2), of('0123456789', 4, 6)).map((parts) => parts.join('')),
  fc.tuple(of(LETTERS, 4, 10), of(LETTERS, 4, 8)).map(([who, where]) => `${who}7@${where}.example`),
  of('0123456789', 9, 9).map((digits) => `+4${digits}`),
  fc
    .tuple(of(`${LETTERS}0123456789_-`, 12, 20), of(`${LETTERS}0123456789_-`, 12, 30))
    .map(([one, other]) => `eyJ0${one}.eyJ1${other}.s${one}`),
  of(LETTERS, 26, 36).map((text) => `Qx7${text}`),
  // Letters alone, mixed as those of a key are.
  fc
    .array(fc.tuple(of('BCDFGHKLMNPQRTVWXZ', 1, 1), of('bcdfghkmnpqrtvwxz', 1, 1)), {
      minLength: 8,
      maxLength: 14,
    })
    .map((pairs) => pairs.flat().join('')),
);

const NAMES = [
  ...['X-Vault-Token', 'client-secret', 'x-ms-refresh-token', 'X-Secret', 'X-Debug', 'X-Tenant', 'My-Header'],
  ...[
    'x-original-url',
    'X-Forwarded-For',
    'X-User',
    'X-Api-Version-Key',
    'traceparent',
    'x-ms-ags-diagnostic',
  ],
];
const PARAMETERS = [
  ...['api_key', 'apiKey', 'password', 'device_code', 'X-Amz-Credential', 'X-Amz-Signature', 'code', 'state'],
  ...['p%61ssword', 'access%5Ftoken', 'ClientSecret', 'q', 'user', '$filter', '$search', 'sig', '%24select'],
];
const MEMBERS = [
  ...['access_token', 'refresh_token', 'client_secret', 'password', 'temporaryAccessPass', 'phoneNumber'],
  ...[
    'userPrincipalName',
    'mail',
    'displayName',
    'note',
    'value',
    'x',
    'extension_12_pin',
    'secretText',
    'key',
  ],
];

const encodings: ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
];
const spelling = fc.constantFrom(...encodings);

type Plant = (on: Planted, value: string) => void;

const inUrl = (by: (url: string, value: string) => string) =>
  spelling.map(
    (spell): Plant =>
      (on, value) =>
        void (on.url = by(on.url, spell(value))),
  );
const behindQuery = (url: string, part: string): string => `${url}${url.includes('?') ? '&' : '?'}${part}`;

const UNDER_NAMES: ((name: string, value: string) => string)[] = [
  (name, value) => JSON.stringify({ state: 'enabled', [name]: value }),
  (name, value) => JSON.stringify({ deep: { er: [{ [name]: value }] } }),
  (name, value) => JSON.stringify({ [name]: [value, { [value.length]: value }] }),
  (name, value) => `{"${name}":${JSON.stringify(value)},"${name}":"x"}`,
  (name, value) => `{\n  "${name}" : ${JSON.stringify(value)} ,\n "state": enabled`,
  (name, value) => `{"text":${JSON.stringify(JSON.stringify({ [name]: value }))}}`,
  (name, value) => `{'${name}':'${value.replace(/[\s'"{}[\],:]/g, '')}'}`,
  (name, value) => `${name}=${encodeURIComponent(value)}&state=enabled`,
  (name, value) => `<a ${name}="${value}"><${name}>${value}</${name}></a>`,
];
const jsonOf = fc.constantFrom(
  ...UNDER_NAMES,
  // In a member of the policy, too.
  (name: string, value: string) =>
    JSON.stringify({
      includeTargets: [{ targetType: 'group', id: value.replaceAll(' ', '!'), [name]: value }],
    }),
);

/** What a name, a path or a part of a header may be: any of it in which the place leaves the value whole. */
const asToken = (value: string): string => latin(value).replace(/[^\w.+-]/g, '');
const quoted = (value: string): string => latin(value).replace(/["\\<>\s]/g, '');

/** Requests and answers in a batch, with a secret in each of their parts. */
const inBatch = fc.constantFrom<(value: string) => object>(
  (value) => ({ url: `/policies?$filter=id eq '${encodeURIComponent(value)}'` }),
  (value) => ({ url: `/users/${encodeURIComponent(value)}/policies` }),
  (value) => ({ url: `https://user:${encodeURIComponent(value)}@h.example/policies` }),
  (value) => ({ url: '/policies', headers: { Authorization: `Bearer ${value}` } }),
  (value) => ({ url: '/policies', headers: { Cookie: `sid=${value.replace(/[;=\s]/g, '')}` } }),
  (value) => ({ url: '/policies', headers: { 'X-Debug': value, 'api-key': [value] } }),
  (value) => ({ url: '/policies', headers: { [value]: '1' } }),
  (value) => ({ url: '/policies', body: { deep: [{ er: value, [value]: 1 }] } }),
  (value) => ({
    url: '/policies',
    headers: { 'Content-Type': 'text/plain' },
    body: btoa(encodeURIComponent(value)),
  }),
  (value) => ({ url: '/policies', id: value, dependsOn: [value] }),
  (value) => ({ status: 400, headers: { Location: `https://h.example/a?t=${encodeURIComponent(value)}` } }),
  (value) => ({ status: 400, headers: { 'Set-Cookie': `sid=${value.replace(/[;=\s]/g, '')}; Path=/` } }),
  (value) => ({
    status: 400,
    body: { error: { code: 'BadRequest', message: value, innerError: { x: value } } },
  }),
);

/** Names, which are shown unless they look like a secret themselves, and what else has no value of its own. */
const inNames = fc.constantFrom<Plant>(
  (on, value) => void (on.body = JSON.stringify({ users: { [value]: { isUsableOnce: true } } })),
  (on, value) =>
    void (on.body = JSON.stringify({ includeTargets: [{ [value]: null, [`${value}@odata.type`]: 'x' }] })),
  (on, value) => void (on.answer = JSON.stringify({ [value]: true, [`state@${value}`]: 1 })),
  (on, value) => void (on.body = `{"state":"enabled",${JSON.stringify(value)} : nothing`),
  (on, value) => void on.headers.push([asToken(value), '1']),
  (on, value) => void on.answerHeaders.push([asToken(value), 'x']),
  (on, value) => void (on.url = behindQuery(on.url, `${encodeURIComponent(value)}=1`)),
  (on, value) => void (on.url = behindQuery(on.url, encodeURIComponent(value))),
  (on, value) => void (on.url = `${on.url};${encodeURIComponent(value)}=1`),
  (on, value) => void (on.url = on.url.replace('/policies', `/users/${encodeURIComponent(value)}/policies`)),
  (on, value) =>
    void (on.url = on.url.replace('/policies', `/users('${encodeURIComponent(value)}')/policies`)),
  (on, value) => void (on.url = `${on.url}#${encodeURIComponent(value)}`),
  (on, value) =>
    void on.answerHeaders.push([
      'Link',
      `<https://h.example/${encodeURIComponent(value)}?${encodeURIComponent(value)}=1>; rel="${quoted(value)}"; title="${quoted(value)}"`,
    ]),
  (on, value) =>
    void on.headers.push(['Content-Type', `text/plain; ${asToken(value)}=1; boundary="${quoted(value)}"`]),
  (on, value) =>
    void on.answerHeaders.push(['Refresh', `5; url=https://h.example/a?x=${encodeURIComponent(value)}`]),
  (on, value) => {
    on.headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
    on.body = `${encodeURIComponent(value)}=1&grant=${encodeURIComponent(value)}`;
  },
  (on, value) => {
    on.headers.push(['Content-Type', 'multipart/form-data; boundary=b']);
    on.body = `--b\r\nContent-Disposition: form-data; name="${value}"; filename="${value}"\r\n\r\n${value}\r\n--b--\r\n`;
  },
  (on, value) => void (on.behind = `0\r\nX-Trailer: ${value}\r\n\r\n`),
  (on, value) => void (on.body = JSON.stringify({ x: JSON.stringify({ y: JSON.stringify({ z: value }) }) })),
);

/** Each puts a secret somewhere. */
const plant: fc.Arbitrary<Plant> = fc.oneof(
  inNames,
  inNames,
  fc.tuple(inBatch, fc.boolean()).map<Plant>(([part, isAnswer]) => (on, value) => {
    on.method = 'POST';
    on.url = 'https://graph.microsoft.com/v1.0/$batch';
    const item = { id: '1', method: 'GET', ...part(value) };
    const text = JSON.stringify({ [isAnswer ? 'responses' : 'requests']: [item] });
    if (isAnswer) on.answer = text;
    else on.body = text;
  }),
  fc.constantFrom(...NAMES).map<Plant>((name) => (on, value) => void on.headers.push([name, latin(value)])),
  fc
    .constantFrom(
      ...NAMES,
      'Set-Cookie',
      'ETag',
      'request-id',
      'Server',
      'Date',
      'Retry-After',
      'Content-Length',
    )
    .map<Plant>((name) => (on, value) => void on.answerHeaders.push([name, latin(value)])),
  fc
    .constantFrom('Location', 'Content-Location', 'Referer')
    .map<Plant>(
      (name) => (on, value) =>
        void on.answerHeaders.push([
          name,
          `https://h.example/a?token=${encodeURIComponent(value)}#k=${encodeURIComponent(value)}`,
        ]),
    ),
  fc.constant<Plant>(
    (on, value) =>
      void on.answerHeaders.push([
        'WWW-Authenticate',
        `Bearer realm="x", nonce="${latin(value).replaceAll('"', '')}"`,
      ]),
  ),
  fc.constantFrom(...PARAMETERS).chain((name) => inUrl((url, value) => behindQuery(url, `${name}=${value}`))),
  fc
    .constantFrom(...PARAMETERS)
    .chain((name) => inUrl((url, value) => behindQuery(url, `$top=1;${name}=${value}`))),
  fc
    .constantFrom(...PARAMETERS)
    .chain((name) => inUrl((url, value) => `${url}${url.includes('#') ? '&' : '#'}${name}=${value}`)),
  inUrl((url, value) => url.replace('/policies', `/policies;jsessionid=${value}`)),
  inUrl((url, value) => url.replace('://', `://user:${value}@`)),
  fc.constant<Plant>(
    (on, value) => void (on.url = on.url.replace('://', `://user:a@b${value.replace(/[/?#\s]/g, '')}@`)),
  ),
  fc.tuple(fc.constantFrom(...MEMBERS), jsonOf).map<Plant>(
    ([name, json]) =>
      (on, value) =>
        void (on.body = json(name, value)),
  ),
  fc.tuple(fc.constantFrom(...MEMBERS), jsonOf).map<Plant>(
    ([name, json]) =>
      (on, value) =>
        void (on.answer = json(name, value)),
  ),
  // Echoed in an answer for people, in other letters and codings.
  fc
    .tuple(
      fc.constantFrom('X-Debug', 'X-Secret'),
      spelling,
      fc.constantFrom<(text: string) => string>(
        (text) => text,
        (text) => text.toUpperCase(),
        (text) => text.toLowerCase(),
      ),
    )
    .map<Plant>(([name, spell, change]) => (on, value) => {
      on.headers.push([name, latin(value)]);
      on.status = 400;
      on.answer = JSON.stringify({
        error: { code: 'BadRequest', message: `Value ${spell(change(latin(value)))} is not valid.` },
      });
    }),
  fc.constant<Plant>((on, value) => {
    on.headers.push(['X-Key', latin(value)]);
    on.statusText = `No ${latin(value)}`;
    on.behind = JSON.stringify({ access_token: value });
  }),
);

/** Names that say that a value is a secret, and words that only their names tell from others. */
const SECRET_NAMES = [
  ...['password', 'Passwd', 'user_pwd', 'pass', 'dbPass', 'pin', 'userPin', 'secret', 'client-secret', 'PWD'],
  ...['key', 'signingKey', 'X-Key', 'token', 'otp', 'passphrase'],
];
const PLAIN_WORDS = [
  'hunter',
  'letmein',
  'Dragon',
  'monkey',
  'Sommer',
  'correcthorse',
  'swordfish',
  'Qwertz',
];

/** Names without a form of their own in texts for people, where codes say what went wrong. */
const inText = fc.constantFrom<(name: string, value: string) => string>(
  (name, value) => `Bad ${name}=${value}.`,
  (name, value) => `Bad ${name} = "${value}" for jane`,
  (name, value) => `No user=jane&x=1;${name}=${value}&y=2`,
  (name, value) => `The ${name}: ${value}`,
  (name, value) => `Read {"state":"enabled","${name}":"${value}"}`,
  (name, value) => `Read {'${name}' : ['${value}']}`,
  (name, value) => `<${name}>${value}</${name}>`,
  (name, value) => `<user ${name}='${value}'/>`,
  (name, value) => `See https://h.example/a?x=1&${name}=${value}`,
);
const namedPlace = fc.oneof(
  fc.constant(
    (name: string, word: string): Plant =>
      (on) =>
        void on.headers.push([name, word]),
  ),
  fc.constant(
    (name: string, word: string): Plant =>
      (on) =>
        void on.answerHeaders.push([name, word]),
  ),
  fc
    .constantFrom('Prefer', 'Accept', 'Content-Type', 'User-Agent', 'WWW-Authenticate', 'Link')
    .map((header) => (name: string, word: string): Plant => (on) => {
      const start =
        header === 'Link'
          ? '<https://h.example/a>'
          : header === 'WWW-Authenticate'
            ? 'Bearer realm="x"'
            : 'text/plain';
      on.answerHeaders.push([
        header,
        `${start}${header === 'WWW-Authenticate' ? ',' : ';'} ${name}="${word}"`,
      ]);
      on.headers.push([header, `${start}; ${name}=${word}`]);
    }),
  fc
    .constantFrom(
      (url: string, part: string) => behindQuery(url, part),
      (url: string, part: string) => behindQuery(url, `$top=1;${part}`),
      (url: string, part: string) => `${url}#${part}`,
      (url: string, part: string) => `${url};${part}`,
      (url: string, part: string) => `${url}/reset(${part.replace('=', "='")}')`,
    )
    .map(
      (put) =>
        (name: string, word: string): Plant =>
        (on) =>
          void (on.url = put(on.url, `${name}=${word}`)),
    ),
  fc
    .tuple(fc.constantFrom(...UNDER_NAMES), fc.boolean())
    .map(([json, isAnswer]) => (name: string, word: string): Plant => (on) => {
      if (isAnswer) on.answer = json(name, word);
      else on.body = json(name, word);
    }),
  inText.map((say) => (name: string, word: string): Plant => (on) => {
    on.status = 400;
    on.statusText = say(name, word);
    on.answer = JSON.stringify({ error: { code: 'BadRequest', message: say(name, word) } });
  }),
  fc
    .tuple(inText, fc.constantFrom('text/plain', 'text/html', 'application/problem+json', 'application/xml'))
    .map(([say, type]) => (name: string, word: string): Plant => (on) => {
      on.status = 502;
      on.answerHeaders.push(['Content-Type', type]);
      on.answer = type === 'text/html' ? `<html><body>${say(name, word)}</body></html>` : say(name, word);
    }),
);
const namedPlant: fc.Arbitrary<[Plant, string]> = fc
  .tuple(namedPlace, fc.constantFrom(...SECRET_NAMES), fc.constantFrom(...PLAIN_WORDS))
  .map(([place, name, word]) => [place(name, word), word]);

/** Headers hold one byte a character. */
const latin = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

/** An exchange with secrets in it. */
const plantedBy = (plants: fc.Arbitrary<[Plant, string][]>): fc.Arbitrary<Planted> =>
  plants.map((plants) => {
    const on: Planted = {
      method: 'PATCH',
      url: 'https://graph.microsoft.com/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass',
      headers: [
        ['Authorization', 'Bearer abc123def456ghi789'],
        ['Content-Type', 'application/json'],
      ],
      body: JSON.stringify({
        '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
        isUsableOnce: true,
      }),
      status: 204,
      statusText: 'No Content',
      answerHeaders: [],
      secrets: ['abc123def456ghi789'],
    };
    for (const [put, value] of plants) {
      put(on, value);
      on.secrets.push(value);
    }
    return on;
  });

/** An exchange with one to four secrets in it. */
export const planted = plantedBy(fc.array(fc.tuple(plant, secret), { minLength: 1, maxLength: 4 }));

/** An exchange with a plain word under the name of a secret, which stands nowhere else. */
export const plantedByName = plantedBy(namedPlant.map((one) => [one]));

/** Which of the secrets a text has, in any letters and codings. */
export function foundIn(text: string, secrets: readonly string[]): string[] {
  const views = [text];
  for (let time = 0; time < 3; time += 1) {
    const last = views.at(-1) as string;
    views.push(
      last
        .replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
        .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
        .replace(
          /&(amp|lt|gt|quot);/g,
          (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? '',
        )
        .replace(/\\(["\\/])/g, '$1'),
    );
  }
  const all = views.join('\n').toLowerCase();
  return secrets.filter((each) => all.includes(each.toLowerCase()));
}
