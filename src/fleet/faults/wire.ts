/** Faults in 204 answers: fields about content that a 204 cannot have, and bytes after the head. */
import { changed, type Behaviour, type Message, type Piece, type Make } from './behaviour';

type Pieces = (message: Message) => readonly Piece[];

/** Replaces the bytes of 204 answers; all other answers are not changed. */
const writing204 = (write: Pieces): Behaviour => ({
  wire: (message) => (message.status === 204 ? write(message) : [message.head + message.body]),
});

/** Adds bytes after the head of every 204. */
const behind =
  (...pieces: Piece[]): Make =>
  () =>
    writing204(({ head }) => [head, ...pieces]);

/** Adds a field to every 204, and bytes after the head. */
const framed =
  (field: string, ...pieces: Piece[]): Make =>
  () =>
    writing204(({ head }) => [withField(head, field), ...pieces]);

const withField = (head: string, field: string): string => head.replace(/\r\n$/, `${field}\r\n\r\n`);

/** An internal field that tells the socket writer which request an answer belongs to; it is never sent. */
const MARK = 'x-of-a-revert';
const isOfRevert = ({ head }: Message): boolean => head.includes(`${MARK}:`);
const unmarked = ({ head }: Message): string => head.replace(new RegExp(`${MARK}: [^\r]*\r\n`), '');

/** Replaces the bytes of the 204 to a DELETE. */
const ofReverts =
  (write: (head: string) => readonly Piece[]): Make =>
  () => ({
    response: (response, { method }) =>
      method === 'DELETE' ? changed(response, { headers: { [MARK]: 'yes' } }) : response,
    wire: (message) => {
      const head = unmarked(message);
      return message.status === 204 && isOfRevert(message) ? write(head) : [head + message.body];
    },
  });

export const wire: Readonly<Record<string, Make>> = {
  'wire-content-length-0': framed('Content-Length: 0'),
  'wire-content-length-2-and-bytes': framed('Content-Length: 2', '{}'),
  'wire-content-length-2-and-none': framed('Content-Length: 2'),
  'wire-chunked-empty': framed('Transfer-Encoding: chunked', '0\r\n\r\n'),
  'wire-chunked-full': framed('Transfer-Encoding: chunked', '2\r\n{}\r\n0\r\n\r\n'),
  'wire-two-bytes-at-once': () => writing204(({ head }) => [`${head}{}`]),
  'wire-lone-line-end': behind('\r\n'),
  'wire-answer-twice': () => writing204(({ head }) => [head + head]),
  'wire-refusal-behind-204': () =>
    writing204(({ head, last }) =>
      last ? [head] : [head, 20, 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'],
    ),
  'wire-bytes-on-delete': ofReverts((head) => [`${head}{}`]),
  'wire-bytes-every-fifth': () => {
    let count = 0;
    return writing204(({ head }) => [++count % 5 === 0 ? `${head}{}` : head]);
  },
  'wire-late-before-close': () => writing204(({ head, last }) => (last ? [head, 100, 'x'] : [head])),
  'wire-late-on-kept': () => writing204(({ head, last }) => (last ? [head] : [head, 100, 'x'])),
  'wire-content-type-json': framed('Content-Type: application/json'),
  'wire-content-type-html': framed('Content-Type: text/html; charset=utf-8'),
};
