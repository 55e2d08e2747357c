import path from 'node:path';
import { broken, checked } from './support';

/** Recorded by record-mitmproxy.mjs, beside it. */
const HAR = path.join(__dirname, 'fixtures/mitmproxy.har');

test('a HAR of mitmproxy shows headers and bodies of both sides, and its wrong update is found', async () => {
  const report = await checked(HAR);
  expect(report.inputs).toMatchObject([{ read: 4, judged: 3, passedOver: { 'another operation': 1 } }]);
  expect(report.inputs[0]).not.toHaveProperty('notShown');
  expect(broken(report)).toEqual(['REQ-TYPE']);
  expect(report.findings.find(({ requirement }) => requirement === 'REQ-TYPE')).toMatchObject({
    exchanges: ['3'],
    count: 1,
  });
  const judged = (id: string) => report.requirements.find((row) => row.id === id)?.judged;
  expect([judged('REQ-AUTH'), judged('GET-SHAPE'), judged('RES-204'), judged('RES-REQID')]).toEqual([
    3, 1, 1, 3,
  ]);
});
