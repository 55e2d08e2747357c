import { propertiesOf } from '../../contract/slice';
import { at, type Family, type Writer, type Written } from '../family';

const LOST = { status: 0, failure: { kind: 'reset', message: 'the connection was lost' } } as const;

/** Faults of clients outside the body: address, headers, form, and the reaction to a throttle. */
export function* requestFamilies(writer: Writer): Iterable<Family> {
  const { operation, small } = writer;
  const json = writer.body(small);
  const sent = (written: Written) => writer.exchange({ json, ...written });
  const refused = (written: Written, status = 400) => writer.refusal({ json, ...written }, status);
  const { path, resource } = operation;
  const { spellings, key = '' } = resource;
  // If the documentation has one spelling, a lower-case example shows the other case.
  const spelt = (spellings.length > 0 || !resource.keyIsText ? spellings : [key.toLowerCase()]).map(
    (other) => path.slice(0, path.lastIndexOf('/') + 1) + other,
  );
  yield {
    right: [sent({})],
    wrong: [
      [refused({ method: 'PUT' }, 405)],
      ...spelt.map((other) => [sent({ path: other })]),
      ...misspelt(path).map((other) => [refused({ path: other }, 404)]),
      ...ROOTS.flatMap((root) => [[sent({ root })], [refused({ root }, 404)]]),
      [refused({ headers: { Authorization: null } }, 401)],
      [refused({ headers: { 'Content-Type': 'text/plain' } }, 415)],
      [refused({ text: '{"unfinished": ' })],
      [sent({ headers: { 'client-request-id': null } })],
      [
        sent({
          text: `${JSON.stringify(json).slice(0, -1)},${JSON.stringify(small).slice(1)}`,
        }),
      ],
    ],
  };
  yield { right: [sent(over('TLSv1.3'))], wrong: [[sent(over('TLSv1.1'))]] };
  const collections = Object.entries(propertiesOf(operation.updateSchema)).flatMap(([name, schema]) => {
    const items = operation.examples.A[name] ?? (schema['x-relationship'] ? [] : undefined);
    return Array.isArray(items) ? [[name, items] as const] : [];
  });
  for (const [name, items] of collections) {
    const update = (version: string) =>
      writer.update({ [name]: items }, { headers: { 'OData-Version': version } });
    yield { right: [update('4.01')], wrong: [[update('4.0')]] };
  }
  yield* waits(writer, sent);
  yield* losses(sent, writer);
}

/** Paths with one letter added to a segment, or one removed, or with one segment more. */
function misspelt(path: string): string[] {
  const names = path.split('/').slice(1);
  const written = (segments: readonly string[]): string => segments.map((name) => `/${name}`).join('');
  return [
    ...names.map((name, at) => written(names.with(at, `${name}s`))),
    ...names.map((_name, at) => written(names.toSpliced(at, 1))),
    `${path}/more`,
  ];
}

/** Other clouds and versions, plain http, and a host outside Graph. */
const ROOTS = [
  'https://graph.microsoft.com/beta',
  'http://graph.microsoft.com/v1.0',
  'https://graph.windows.net/v1.0',
  'https://microsoftgraph.chinacloudapi.cn/v1.0',
  'https://microsoftgraph.chinacloudapi.cn/beta',
  'https://graph.microsoft.us/v1.0',
  'https://graph.microsoft.us/beta',
  'https://graph.microsoft.de/v1.0',
  'https://graph.microsoft.com/v2.0',
  'https://graph.microsoft.com',
];

const over = (tls: string): Written => ({
  root: 'https://graph.microsoft.com/v1.0',
  wire: { head: '', tls },
});

/** Clients that were told to wait. */
function* waits(
  writer: Writer,
  sent: (written: Written) => ReturnType<Writer['exchange']>,
): Iterable<Family> {
  const throttled = (status: number, ms: number, retryAfter: string | null) =>
    sent({
      status,
      timing: at(ms),
      answer: { headers: { 'Retry-After': retryAfter }, json: writer.error() },
    });
  const again = (ms: number) => sent({ timing: at(ms) });
  for (const status of [429, 503])
    yield {
      right: [throttled(status, 0, '2'), again(2100)],
      wrong: [[throttled(status, 0, '2'), again(100)]],
    };
  const chain = (...sentAt: number[]) =>
    sentAt.map((ms, index) => (index < sentAt.length - 1 ? throttled(429, ms, null) : again(ms)));
  yield { right: chain(0, 1050, 3100, 7150), wrong: [chain(0, 1050, 2100, 3150)] };
  // The answer of a throttling provider.
  yield { right: [throttled(429, 0, '2')], wrong: [[throttled(429, 0, null)], [throttled(429, 0, 'soon')]] };
}

/** Clients whose connection was lost. */
function* losses(
  sent: (written: Written) => ReturnType<Writer['exchange']>,
  writer: Writer,
): Iterable<Family> {
  const lost = sent({ ...LOST, timing: at(0) });
  yield { right: [lost, sent({ timing: at(61_000) })], wrong: [[lost, sent({ timing: at(1050) })]] };
  const read = (ms: number, isLost: boolean) =>
    isLost
      ? writer.exchange({ method: 'GET', ...LOST, timing: at(ms) })
      : writer.exchange({ method: 'GET', status: 200, timing: at(ms), answer: { json: writer.policy() } });
  yield {
    right: [read(0, true), read(1000, false)],
    wrong: [[read(0, true), read(1000, true), read(2050, false)]],
  };
}
