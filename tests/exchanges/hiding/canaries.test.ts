import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { bytesOf, decodedBytes } from '../../../src/exchanges/body';
import type { Exchange } from '../../../src/exchanges/exchange';
import { Redactor } from '../../../src/exchanges/redact';
import { foundIn, planted, plantedByName, type Planted } from './planted';
import { WHOLE } from '../../environment/extent';

const RUNS = WHOLE ? 5000 : 300;

/** The exchange, as a proxy has seen it. */
function exchangeOf(given: Planted, isPacked = false): Exchange {
  const { method, url, headers, body, status, statusText, answerHeaders, answer, behind } = given;
  const head = `HTTP/1.1 ${status} ${statusText}\r\n${answerHeaders.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return {
    id: 'x1',
    source: { kind: 'proxy' },
    observed: {
      ...{ authorization: true, framing: true, trailing: true },
      ...{ requestBody: true, responseBody: true, protocol: true },
    },
    request: { method, url, headers, ...(body !== undefined && { body: { encoding: 'utf8', data: body } }) },
    response: {
      status,
      statusText,
      headers: isPacked ? [...answerHeaders, ['Content-Encoding', 'gzip']] : answerHeaders,
      ...(answer !== undefined && {
        body: isPacked
          ? { encoding: 'base64', data: gzipSync(answer).toString('base64') }
          : { encoding: 'utf8', data: answer },
      }),
    },
    wire: { head, ...(behind !== undefined && { after: { bytes: behind.length, sample: behind } }) },
  };
}

/** All that an exchange has in it, what its bodies hold once decoded included. */
const textOf = (exchange: Exchange): string =>
  [
    JSON.stringify(exchange),
    ...[exchange.request, exchange.response].flatMap((each) =>
      each?.body ? [decodedBytes(each).toString('utf8'), bytesOf(each.body).toString('latin1')] : [],
    ),
  ].join('\n');

test('no secret is left in an exchange, wherever it stood and however it was spelt', () => {
  fc.assert(
    fc.property(planted, fc.boolean(), (given, isPacked) => {
      const raw = exchangeOf(given, isPacked);
      const clean = new Redactor().exchange(raw);
      expect({ left: foundIn(textOf(clean), given.secrets), ...given }).toEqual({ left: [], ...given });
    }),
    { numRuns: RUNS },
  );
});

test('what was hidden once is left as it is', () => {
  fc.assert(
    fc.property(planted, (given) => {
      const once = new Redactor().exchange(exchangeOf(given));
      const again = new Redactor().exchange(once);
      expect(again).toEqual(once);
    }),
    { numRuns: RUNS / 2 },
  );
});

test('a plain word under the name of a secret is hidden, whatever place it has', () => {
  fc.assert(
    fc.property(plantedByName, (given) => {
      const clean = new Redactor().exchange(exchangeOf(given));
      expect({ left: foundIn(textOf(clean), given.secrets), ...given }).toEqual({ left: [], ...given });
      expect(new Redactor().exchange(clean)).toEqual(clean);
    }),
    { numRuns: RUNS * 2 },
  );
});
