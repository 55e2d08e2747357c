/** Faults against HTTP's rules for any server, and variants that follow these rules in another way. */
import { refused, type Call, type Make, type Message } from './behaviour';
import { answering, asking, withFields } from './hooks';

const isHead = ({ method }: Pick<Call, 'method'>): boolean => method === 'HEAD';

type Writes = (message: Message) => readonly (string | number)[];

/** How answers are written. */
const writing =
  (write: Writes): Make =>
  () => ({ wire: write });

const asItIs: Writes = ({ head, body }) => [head + body];

/** Edits the head of some answers. */
const withHead = (when: (message: Message) => boolean, edit: (head: string) => string): Make =>
  writing((message) => [(when(message) ? edit(message.head) : message.head) + message.body]);

/** Replaces the Date of some answers. */
const dated = (when: (message: Message) => boolean, field: string[] = []): Make =>
  withHead(when, (head) =>
    head
      .split('\r\n')
      .flatMap((line) => (line.startsWith('Date:') ? field : [line]))
      .join('\r\n'),
  );

/** Keeps connections open that must be closed. */
const keptOpen =
  (when: (message: Message) => boolean): Make =>
  () => ({ wire: asItIs, keepsOpen: when });

const isVersion10 = ({ version }: Message): boolean => version === '1.0';
const isAbsolute = (url = ''): boolean => /^https?:/.test(url);

const inOneChunk = ({ head, body }: Message): string =>
  `${head.replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked')}${Buffer.byteLength(body, 'latin1').toString(16)}\r\n${body}\r\n0\r\n\r\n`;

export const http: Readonly<Record<string, Make>> = {
  'http-head-405': asking(isHead, (call) => refused(call, 405, 'No HEAD.', { Allow: 'GET, PATCH, DELETE' })),
  'http-head-501': asking(isHead, (call) => refused(call, 501, 'No HEAD.')),
  'http-head-other-type': answering(
    ({ status }, call) => isHead(call) && status === 200,
    withFields({ 'Content-Type': 'text/html' }),
  ),
  'http-head-content': writing(({ head, body, method }) => [head + (method === 'HEAD' ? '{}' : body)]),
  'http-head-content-of-refusals': writing(({ head, body, method, status }) => [
    head + (method === 'HEAD' && status >= 400 ? '{}' : body),
  ]),
  'http-head-length-0': withHead(isHead, (head) => head.replace(/Content-Length: \d+/, 'Content-Length: 0')),
  'http-head-length-off': withHead(isHead, (head) => head.replace(/Content-Length: /, 'Content-Length: 1')),
  'http-date-not-on-refusals': dated(({ status }) => status >= 400),
  'http-date-not-on-204': dated(({ status }) => status === 204),
  'http-date-iso': dated(() => true, ['Date: 2026-11-29T12:00:00Z']),
  'http-host-none-taken': () => ({ head: ({ hosts }) => (hosts.length === 0 ? 'taken' : undefined) }),
  'http-host-twice-taken': () => ({ head: ({ hosts }) => (hosts.length > 1 ? 'taken' : undefined) }),
  'http-host-wrong-taken': () => ({ head: ({ hosts }) => (hosts.length === 1 ? 'taken' : undefined) }),
  'http-host-none-404': () => ({ head: ({ hosts }) => (hosts.length === 0 ? 404 : undefined) }),
  'http-1.0-chunked': writing((message) => [
    isVersion10(message) && message.body !== '' ? inOneChunk(message) : message.head + message.body,
  ]),
  'http-1.0-continue': writing((message) => [
    ...(isVersion10(message) && message.method === 'PATCH' ? ['HTTP/1.1 100 Continue\r\n\r\n'] : []),
    message.head + message.body,
  ]),
  'http-1.0-kept-open': keptOpen(isVersion10),
  'http-close-kept-open': keptOpen(({ version }) => version === '1.1'),
  'http-close-kept-open-after-refusals': keptOpen(
    ({ status, version }) => version === '1.1' && status >= 400,
  ),
  'http-close-twice-answered': writing(({ head, body, last }) => [
    head + body,
    ...(last && body !== '' ? [head + body] : []),
  ]),
  'http-close-unsaid': withHead(
    ({ last }) => last,
    (head) => head.replace('Connection: close\r\n', ''),
  ),
  'http-expect-waits': () => ({ expects: () => 'waits' }),
  'http-expect-one-spelling': () => ({
    expects: (value) => (value === '100-continue' ? undefined : 'waits'),
  }),
  'http-absolute-404': () => ({ head: ({ url }) => (isAbsolute(url) ? 404 : undefined) }),
  'http-absolute-400-to-updates': () => ({
    head: ({ url, method }) => (isAbsolute(url) && method === 'PATCH' ? 400 : undefined),
  }),

  // Choices that the RFCs leave open.
  'http-no-clock': () => ({ ...dated(() => true)(), hasClock: false }),
  'http-head-without-length': withHead(isHead, (head) => head.replace(/Content-Length: \d+\r\n/, '')),
  'http-expect-417': () => ({ expects: () => 417 }),
  'http-1.0-refused': () => ({ head: ({ httpVersion }) => (httpVersion === '1.0' ? 505 : undefined) }),
  'http-1.0-until-close': withHead(isVersion10, (head) => head.replace(/Content-Length: \d+\r\n/, '')),
  'http-close-late': writing(({ head, body, last }) => [head + body, ...(last ? [200] : [])]),
};
