import { Readable } from 'node:stream';
import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { sourceOf } from '../../src/exchanges/readers/source';
import { modelOf } from '../../src/provider';
import { check } from '../../src/run/check';
import { collections, flag, hold, ids, states, strangers, types, type Boundary, type Side } from './boundary';
import { PAGES, updateOf } from './support';

/**
 * The boundaries of an update of the QR code policy, read off the pages and the CSDL by hand.
 *
 * @see https://learn.microsoft.com/graph/api/qrcodepinauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/qrcodepinauthenticationmethodconfiguration
 */
const pin = (value: unknown, side: Side, row = 'REQ-PIN-LENGTH'): Boundary => ['pinLength', value, side, row];
const days = (value: unknown, side: Side, row = 'REQ-QR-LIFETIME'): Boundary => [
  'standardQRCodeLifetimeInDays',
  value,
  side,
  row,
];

const table: Boundary[] = [
  ...types('qrCodePin', 'sms'),
  ...states,
  ...ids('qrCodePin', 'sms'),
  // The pages' examples, and the recorded answer of the service.
  ['id', 'qrCodePin', 'in', 'REQ-ID-BODY'],
  ['id', 'QrCodePin', 'lenient', 'REQ-ID-BODY'],
  ...collections,
  ...flag('isRegistrationRequired', 'REQ-TGT-REG'),
  ...strangers,
  // Both pages, tables: from 8 to 20 digits.
  ...[8, 9, 19, 20].map((value) => pin(value, 'in')),
  ...[7, 21, 0, -8, 8.5, '10', 'ten', true, [10], {}].map((value) => pin(value, 'out')),
  pin(null, 'open', 'REQ-NULL'),
  // Both pages, tables: from 1 to 395 days.
  ...[1, 2, 180, 365, 394, 395].map((value) => days(value, 'in')),
  ...[0, 396, -1, 1.5, '365', 'P1Y', false, [365], {}].map((value) => days(value, 'out')),
  days(null, 'open', 'REQ-NULL'),
];

describe('an update of qrCodePin', () => hold('qrCodePin', table));

test('the embedded provider starts with the days that the pages call the default', () => {
  expect(modelOf('qrCodePin').defaults()).toMatchObject({ standardQRCodeLifetimeInDays: 365 });
});

test.each(['QRCodePin', 'qrCodePin'])('a read whose id is %s breaks nothing', (id) => {
  const read = { ...modelOf('qrCodePin').defaults(), id };
  expect(operationNamed('qrCodePin').validatePolicy(read)).toEqual([]);
});

/** An update inside a batch, answered with a status, and with the policy where that has a body. */
async function inBatch(status: number): Promise<string[]> {
  const url = PAGES.qrCodePin.path;
  const headers = { 'Content-Type': 'application/json' };
  const sent = { id: '1', method: 'PATCH', url, headers, body: updateOf('qrCodePin', { pinLength: 9 }) };
  const body = { ...modelOf('qrCodePin').defaults(), pinLength: 9 };
  const answered = { id: '1', status, headers, ...(status === 204 ? {} : { body }) };
  const line = {
    request: {
      method: 'POST',
      url: 'https://graph.microsoft.com/v1.0/$batch',
      headers: { Authorization: 'Bearer a-token', ...headers },
      body: { requests: [sent] },
    },
    response: { status: 200, headers, body: { responses: [answered] } },
  };
  const source = sourceOf('batch.ndjson', Readable.from([Buffer.from(`${JSON.stringify(line)}\n`)]));
  const { findings } = await check({ sources: [source], register: registerOf(operationNamed('qrCodePin')) });
  return findings.flatMap(({ outcome, message }) => (outcome === 'violates' ? [message] : []));
}

test.each([
  [200, []],
  [204, []],
  [202, ['request "1" in $batch must be answered with 200 or 204, got 202']],
])('an update inside a batch that is answered with %s: %j', async (status, messages) => {
  expect(await inBatch(status)).toEqual(messages);
});

test('the status of another page is a success beside the one that is stated', () => {
  expect(operationNamed('qrCodePin').success).toEqual({
    status: 200,
    content: true,
    also: [204],
    row: 'RES-200',
  });
});
