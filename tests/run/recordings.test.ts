import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { sourceOf } from '../../src/exchanges/readers/source';
import { check } from '../../src/run/check';
import { TYPE, URL_OF_POLICY } from '../checks/support';

const headers = { Authorization: 'Bearer abc', 'Content-Type': 'application/json' };
const answered = {
  status: 204,
  headers: { 'request-id': 'a', 'client-request-id': 'b', Date: 'Tue, 20 Oct 2026 09:12:44 GMT' },
  body: null,
};
const line = (body: unknown, more: object = {}): string =>
  JSON.stringify({
    request: { method: 'PATCH', url: URL_OF_POLICY, headers, body, ...more },
    response: answered,
  });
const pairs = (of: object) => Object.entries(of).map(([name, value]) => ({ name, value: value as string }));
const entry = (body: unknown, more: object = {}) => ({
  request: {
    method: 'PATCH',
    url: URL_OF_POLICY,
    headers: pairs(headers),
    bodySize: -1,
    postData: { mimeType: '', text: JSON.stringify(body) },
    ...more,
  },
  response: { status: 204, headers: pairs(answered.headers), content: { size: 0 }, bodySize: 0 },
});
const har = (...entries: object[]): string =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries } });
const pact = (body: unknown, version = '3.0.0', authorization = 'Bearer abc'): string =>
  JSON.stringify({
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [
      {
        description: 'd',
        ...(version === '4.0' && { type: 'Synchronous/HTTP' }),
        request: {
          method: 'PATCH',
          path: new URL(URL_OF_POLICY).pathname,
          headers: { ...headers, Authorization: authorization },
          body,
        },
        response: { status: 204 },
      },
    ],
    metadata: { pactSpecification: { version } },
  });

const GOOD = { '@odata.type': TYPE, state: 'enabled' };
const BAD = { state: 'enabled' };
const G = line(GOOD);
const B = line(BAD);
const LOGS = [
  '{"level":30,"msg":"x"}',
  '{"log":"x\\n","stream":"stdout","time":"t"}',
  '> app@1.0.0 start',
  '{"provider":"azure","consumer":7}',
  '[2026-10-20] INFO started',
];
const ecs = '{"@timestamp":"t","http":{"request":{"method":"PATCH"}},"url":{"original":"https://x"}}';
const azure = '{"time":"t","resourceId":"/X","category":"MicrosoftGraphActivityLogs"}';
const pretty = (text: string): string => JSON.stringify(JSON.parse(text), null, 2);

type Verdict = 'conforms' | 'violates' | 'incomplete';
/** Each kind of recording, written in several ways, with the verdict on it and what the person is told. */
const KINDS: [
  kind: string,
  verdict: Verdict,
  says: RegExp | undefined,
  files: readonly (string | Buffer)[],
][] = [
  [
    'what conforms',
    'conforms',
    undefined,
    [
      G,
      `${G}\n${G}\n`,
      har(entry(GOOD)),
      pretty(har(entry(GOOD))),
      `\uFEFF${pretty(har(entry(GOOD))).replaceAll('\n', '\r\n')}`,
      pact(GOOD),
    ],
  ],
  [
    'a HAR behind a HAR that violates',
    'violates',
    undefined,
    [
      `${har(entry(GOOD))}\n${har(entry(BAD))}`,
      `${pretty(har(entry(GOOD)))}\n${har(entry(BAD))}`,
      `${har(entry(GOOD))}${har(entry(BAD))}`,
      `${har(entry(GOOD))}\r\n\r\n${pretty(har(entry(BAD)))}`,
      `${G}\n${har(entry(BAD))}`,
      `${har(entry(GOOD))}\n${B}`,
    ],
  ],
  [
    'garbage behind a HAR',
    'incomplete',
    /not JSON: .* at byte \d+|not valid JSON: the document that begins here/,
    [
      `${har(entry(GOOD))}\ngarbage`,
      `${har(entry(GOOD))} garbage`,
      `${pretty(har(entry(GOOD)))}}}`,
      `${har(entry(GOOD))}\n]`,
      `${har(entry(GOOD))}\n{"a":`,
    ],
  ],
  [
    'a log line beside what conforms',
    'incomplete',
    /\d: (?:it is|it has|not JSON|not valid JSON)/,
    LOGS.flatMap((log) => [`${log}\n${G}`, `${G}\n${log}`, `${har(entry(GOOD))}\n${log}`]),
  ],
  [
    'a log line beside what violates',
    'violates',
    /\d: (?:it is|it has|not JSON|not valid JSON)/,
    LOGS.flatMap((log) => [`${log}\n${B}`, `${log}\n${pretty(har(entry(BAD)))}`]),
  ],
  [
    'Elastic Common Schema',
    'incomplete',
    /Elastic Common Schema; it keeps no headers and no bodies.*record a HAR/,
    [ecs, `${ecs}\n${ecs}`, pretty(ecs), '{"ecs.version":"8"}', `${G}\n${ecs}`],
  ],
  [
    'logs of Azure Monitor',
    'incomplete',
    /resource log of Azure Monitor; it keeps no headers/,
    [azure, `${azure}\n${azure}`, pretty(azure), `${azure}\r\n`, `${azure}\n${G}`],
  ],
  [
    'a list of exchanges',
    'incomplete',
    /a list of \d exchanges?, .*jq -c '\.\[\]'/,
    [`[${G}]`, `[${G},${B}]`, pretty(`[${G}]`), `[7,${G}]`, `${G}\n[${B}]`],
  ],
  [
    'a method in small letters',
    'violates',
    /methods are case-sensitive/,
    ['patch', 'Patch', 'pATCH', 'PATCh']
      .map((method) => line(GOOD, { method }))
      .concat(har(entry(GOOD, { method: 'patch' }))),
  ],
  [
    'a token that is masked',
    'conforms',
    undefined,
    [
      'REDACTED',
      '[REDACTED]',
      '***',
      '<redacted>',
      '[Authorization redacted]',
      '___REDACTED___',
      'Bearer {{token}}',
      'Bearer ${token}',
      'Bearer ***',
    ].flatMap((Authorization) => [
      line(GOOD, { headers: { ...headers, Authorization } }),
      har(entry(GOOD, { headers: pairs({ ...headers, Authorization }) })),
    ]),
  ],
  [
    'a body that is elsewhere or damaged',
    'conforms',
    undefined,
    [
      har(entry(BAD, { postData: { mimeType: '', text: '', _file: 'x.json' } })),
      har(entry(BAD, { postData: { mimeType: '', text: '' } })),
      har(entry(BAD, { postData: undefined, bodySize: 20 })),
      har(
        entry(BAD, {
          headers: pairs({ ...headers, 'Content-Encoding': 'gzip' }),
          postData: { text: gzipSync(JSON.stringify(BAD)).toString('utf8') },
        }),
      ),
      line(undefined),
      line('<Buffer 7b 22>'),
    ],
  ],
  [
    'a body that the recorder coded',
    'violates',
    /@odata\.type must be present/,
    [
      line(Buffer.from(JSON.stringify(BAD))),
      line([...Buffer.from(JSON.stringify(BAD))]),
      line([Buffer.from(JSON.stringify(BAD)).toString('hex')]),
      line({ encoding: 'base64', data: Buffer.from(JSON.stringify(BAD)).toString('base64') }),
      har(
        entry(BAD, {
          headers: pairs({ ...headers, 'Content-Encoding': 'gzip' }),
          postData: { text: gzipSync(JSON.stringify(BAD)).toString('latin1') },
        }),
      ),
    ],
  ],
  [
    'UTF-16',
    'violates',
    /@odata\.type must be present/,
    [B, `${G}\r\n${B}\r\n`, har(entry(BAD)), pretty(har(entry(BAD))).replaceAll('\n', '\r\n'), pact(BAD)].map(
      (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
    ),
  ],
  [
    'a part of a Pact that cannot be read',
    'incomplete',
    /interaction 1: its body has no content/,
    [
      pact({}, '4.0'),
      pact('text', '4.0'),
      pact([1], '4.0'),
      pact({ contentType: 'application/json' }, '4.0'),
      pact(GOOD, '4.0'),
    ],
  ],
  [
    'a body of a Pact that is coded, or said to be',
    'conforms',
    undefined,
    [
      pact({ content: JSON.stringify(GOOD), contentType: 'application/json', encoded: 'JSON' }, '4.0'),
      pact(
        {
          content: Buffer.from(JSON.stringify(GOOD)).toString('base64'),
          contentType: 'application/json',
          encoded: 'base64',
        },
        '4.0',
      ),
      pact({ content: GOOD, contentType: 'application/json' }, '4.0'),
      pact({ content: GOOD, encoded: false, contentType: 'application/json' }, '4.0'),
      pact(JSON.stringify(GOOD)),
    ],
  ],
  [
    'an example of a token in a Pact',
    'conforms',
    undefined,
    [
      'Bearer 2019-01-14T11:34:18.045Z',
      'Bearer an example, and no token',
      'Bearer <token>',
      'Bearer {{token}}',
      'Bearer ü',
    ].flatMap((token) => [pact(GOOD, '2.0.0', token), pact(GOOD, '3.0.0', token)]),
  ],
];

const checked = (bytes: Buffer) =>
  check({ sources: [sourceOf('given', Readable.from([bytes]))], env: { GITHUB_SHA: '0'.repeat(40) } });

test.each(KINDS)(
  '%s: the verdict is %s, plain and gzip, and the answer says what to do',
  async (_kind, verdict, says, files) => {
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const file of files) {
      const bytes = Buffer.from(file as string);
      const [plain, zipped] = [await checked(bytes), await checked(gzipSync(bytes))];
      const said = plain.findings.map(({ message }) => message).join('\n');
      expect({ file: bytes.toString('utf8', 0, 900), verdict: plain.verdict, said }).toMatchObject({
        verdict,
      });
      if (says) expect(said).toMatch(says);
      expect(zipped.findings).toEqual(plain.findings);
      expect([zipped.verdict, zipped.inputs]).toEqual([plain.verdict, plain.inputs]);
      // What was neither judged nor named is passed over with a reason, or said not to be shown.
      const { read, judged, passedOver } = plain.inputs[0] as {
        read: number;
        judged: number;
        passedOver: Record<string, number>;
      };
      expect(judged + Object.values(passedOver).reduce((sum, count) => sum + count, 0)).toBe(read);
    }
  },
);
