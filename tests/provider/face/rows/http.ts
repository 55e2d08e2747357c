import { WRITER, rawRequest, sendRaw } from '../../support';
import { URL_PATH, textOf, type Face, type Rows } from '../support';

const TOKEN = { Authorization: WRITER };
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** What comes back for a request, written as it is, until the provider ends the connection. */
const answerTo = ({ provider }: Face, text: string): Promise<string> => sendRaw(provider.origin, text, 3000);
const withVersion10 = (text: string): string => text.replace(' HTTP/1.1', ' HTTP/1.0');
const reading = (headers: Record<string, string> = {}, path = URL_PATH): string =>
  rawRequest('GET', path, { ...TOKEN, Connection: 'close', ...headers });
const lengthIn = (answer: string): string | undefined => /^content-length: (\d+)/im.exec(answer)?.[1];

export const httpRows: Rows = {
  'HTTP-HEAD': [
    [
      'HEAD is answered with 200, to a token that may only read too',
      ({ call }) => call('HEAD').expect(200).expect('OData-Version', '4.0'),
    ],
  ],
  'HTTP-HEAD-BODY': [
    [
      'not a byte follows the head, of a refusal neither',
      async ({ raw }) => {
        expect(await raw('HEAD', URL_PATH)).toMatch(/\r\n\r\n$/);
        expect(await raw('HEAD', '/v1.0/nowhere')).toMatch(/^HTTP\/1\.1 404 [^]*\r\n\r\n$/);
      },
    ],
  ],
  'HTTP-HEAD-LEN': [
    [
      'the length is that of GET',
      async ({ raw }) => {
        const [head, get] = [await raw('HEAD', URL_PATH), await raw('GET', URL_PATH)];
        expect(lengthIn(head)).toBe(lengthIn(get));
      },
    ],
  ],
  'HTTP-DATE': [
    [
      'every answer has a date',
      async ({ read, update, call }) => {
        await read().expect('Date', / GMT$/);
        await update({ isUsableOnce: true }).expect('Date', / GMT$/);
        await call('GET', URL_PATH, undefined).expect(401).expect('Date', / GMT$/);
      },
    ],
  ],
  'HTTP-HOST': [
    [
      'no Host, two, and one that is none are answered with 400',
      async (face) => {
        const one = reading();
        for (const hosts of ['', 'Host: localhost\r\nHost: localhost\r\n', 'Host: a b\r\n'])
          expect(await answerTo(face, one.replace('Host: localhost\r\n', hosts))).toMatch(/^HTTP\/1\.1 400 /);
      },
    ],
  ],
  'HTTP-10': [
    [
      'HTTP/1.0 is answered without a transfer coding and without an interim answer',
      async (face) => {
        const headers = { ...TOKEN, ...JSON_TYPE, Expect: '100-continue' };
        const update = rawRequest('PATCH', URL_PATH, headers, textOf({ isUsableOnce: true }));
        expect(await answerTo(face, withVersion10(update))).toMatch(/^HTTP\/1\.1 204 /);
        const answer = await answerTo(face, withVersion10(reading()));
        expect(answer).toMatch(/^HTTP\/1\.1 200 /);
        expect(answer).not.toMatch(/^transfer-encoding:/im);
      },
    ],
  ],
  'HTTP-CLOSE': [
    [
      'the connection is closed where that is asked for, in any letter case',
      async (face) => {
        for (const Connection of ['close', 'Close'])
          expect(await answerTo(face, reading({ Connection }))).toMatch(/^connection: close\r$/im);
      },
    ],
  ],
  'HTTP-EXPECT': [
    [
      'a client that waits is told to go on before it has sent its content',
      async ({ provider }) => {
        const headers = { ...TOKEN, ...JSON_TYPE, Expect: '100-Continue', 'Content-Length': '2' };
        expect(await sendRaw(provider.origin, rawRequest('PATCH', URL_PATH, headers))).toMatch(
          /^HTTP\/1\.1 100 /,
        );
      },
    ],
  ],
  'HTTP-ABSOLUTE': [
    [
      'a target in absolute form names the same resource',
      async (face) => {
        const { origin } = face.provider;
        expect(await answerTo(face, reading({}, `${origin}${URL_PATH}`))).toMatch(/^HTTP\/1\.1 200 /);
      },
    ],
  ],
};
