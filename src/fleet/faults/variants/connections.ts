/** The same answers in other forms that HTTP/1.1 permits on the wire. */
import type { Behaviour, Message, Piece, Make } from '../behaviour';

/** Edits the head of every answer. */
const heads = (edit: (head: string, message: Message) => string): Behaviour => ({
  wire: (message) => [edit(message.head, message) + message.body],
});

const FIELD = /^([\w-]+): ([^\r\n]*)/gm;
const LENGTH = /Content-Length: \d+\r\n/i;

const chunk = (text: string, extension = ''): string =>
  text === '' ? '' : `${text.length.toString(16).toUpperCase()}${extension}\r\n${text}\r\n`;

/** Sends bodies in chunks; a 204 is not changed. */
const chunked =
  (extension: string, trailers: string) =>
  ({ status, head, body }: Message): Piece[] =>
    status === 204
      ? [head]
      : [
          head.replace(LENGTH, 'Transfer-Encoding: chunked\r\n'),
          chunk(body.slice(0, 7), extension) + chunk(body.slice(7), extension),
          `0\r\n${trailers}\r\n`,
        ];

/** Ends bodies with the end of the connection. */
const untilClose =
  (version: string) =>
  ({ status, head, body }: Message): Piece[] => [
    head
      .replace(/^HTTP\/1\.1/, version)
      .replace(status === 204 ? '' : LENGTH, '')
      .replace(/\r\n\r\n$/, '\r\nConnection: close\r\n\r\n'),
    body,
    'end of connection',
  ];

const reasons = (head: string, { answer }: Message): string =>
  head.replace(/^(HTTP\/1\.1 \d{3}) [^\r\n]*/, answer % 2 === 0 ? '$1 ' : '$1 Whatever It Is Called');

/** Sends every third answer in parts. */
const inParts = ({ head, body, answer }: Message): Piece[] =>
  answer % 3 === 0 ? [head.slice(0, 9), 1, head.slice(9, -3), head.slice(-3), 1, body] : [head + body];

/** Drops the connection instead of an answer from time to time. */
function losing(every: number): Behaviour {
  let answers = 0;
  return {
    wire: ({ head, body }) => {
      answers += 1;
      return answers % every === 0 ? ['end of connection'] : [head + body];
    },
  };
}

export const CONNECTIONS_OTHERWISE: Readonly<Record<string, Make>> = {
  'connection-close': () =>
    heads((head, { last }) => (last ? head : head.replace(/\r\n$/, 'Connection: close\r\n\r\n'))),
  'connection-closed-silently': () => ({
    wire: ({ head, body }) => [head + body, 'end of connection'],
  }),
  'connection-closed-at-times': () => ({
    wire: ({ head, body, answer }) => [
      head + body,
      ...(answer % 7 === 0 ? (['end of connection'] as const) : []),
    ],
  }),
  'connection-lost': () => losing(70),
  'no-date': () => heads((head) => head.replace(/^Date: .*\r\n/im, '')),
  'header-names-in-upper-case': () => heads((head) => head.replace(FIELD, (field) => upperName(field))),
  'header-white-space': () => heads((head) => head.replace(FIELD, '$1:\t $2 \t')),
  'header-folds': () =>
    heads((head) => head.replace(/\r\n\r\n$/, '\r\nX-Diagnostic: a\r\n b,\r\n\tc\r\n\r\n')),
  'header-lists-with-gaps': () => ({
    wire: (message) =>
      chunked(
        '',
        '',
      )(message).map((piece) =>
        typeof piece === 'string'
          ? piece.replace(/^Transfer-Encoding: chunked$/m, 'Transfer-Encoding: , chunked ,')
          : piece,
      ),
  }),
  'reason-phrases': () => heads(reasons),
  'early-hints': () =>
    heads((head) => `HTTP/1.1 103 Early Hints\r\nLink: </$metadata>; rel=preload\r\n\r\n${head}`),
  'chunked-bodies': () => ({ wire: chunked('', '') }),
  'chunked-with-trailers': () => ({ wire: chunked(' ; part = "1"', 'x-ms-duration: 1,\r\n 2\r\n') }),
  'body-until-close': () => ({ wire: untilClose('HTTP/1.1') }),
  'http-1.0': () => ({ wire: untilClose('HTTP/1.0') }),
  'in-parts': () => ({ wire: inParts }),
};

const upperName = (field: string): string => {
  const colon = field.indexOf(':');
  return field.slice(0, colon).toUpperCase() + field.slice(colon);
};
