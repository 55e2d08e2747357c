import type { HttpForm, Wire } from '../../exchanges/exchange';
import { planned, type Family, type Writer, type Written } from '../family';

/** Requests that test HTTP itself, and a server's answers to them. */
export function* httpFamilies(writer: Writer): Iterable<Family> {
  const policy = { json: writer.policy() };
  const sent = (method: string, http: HttpForm, over: Written = {}) =>
    writer.exchange({
      ...{ method, status: 200, ...planned({ http }) },
      ...(method === 'PATCH' && { json: writer.body(writer.small) }),
      ...over,
    });
  const seen = (wire: Partial<Wire>): Wire => ({ head: '', ...wire });
  const read = (over: Written = {}) => sent('GET', {}, { answer: policy, ...over });
  const head = (over: Written = {}) => sent('HEAD', {}, over);
  const long = { headers: { 'Content-Length': String(Buffer.byteLength(JSON.stringify(policy.json))) } };
  const measured = read({ answer: { ...long, ...policy } });
  yield {
    right: [measured, head({ answer: long }), measured],
    wrong: [
      [read(), head({ status: 405, answer: { headers: { Allow: 'GET, PATCH, DELETE' } } }), read()],
      [measured, head({ answer: { headers: { 'Content-Length': '0' } } }), measured],
      [head({ wire: seen({ after: { bytes: 2, sample: '{}' } }) })],
    ],
  };
  const date = { headers: { Date: 'Thu, 01 Jan 2026 08:00:00 GMT' }, ...policy };
  yield { right: [read({ answer: date })], wrong: [[read({ answer: date }), read()]] };
  yield {
    right: [sent('GET', { hosts: [] }, { status: 400 })],
    wrong: [[sent('GET', { hosts: [] }, { answer: policy })]],
  };
  const older = (headers: Record<string, string>) =>
    sent('GET', { version: '1.0' }, { answer: { headers, ...policy } });
  yield {
    right: [older({ 'Content-Length': '400' })],
    wrong: [[older({ 'Transfer-Encoding': 'chunked' })]],
  };
  const closing = (until: 'close' | 'timeout') =>
    sent(
      'GET',
      { closes: 'close' },
      {
        wire: seen({ watched: { ms: until === 'close' ? 2 : 2000, until } }),
        answer: { headers: { Connection: 'close' }, ...policy },
      },
    );
  yield { right: [closing('close')], wrong: [[closing('timeout')]] };
  const expecting = (contentSent: NonNullable<Wire['contentSent']>) =>
    sent(
      'PATCH',
      { expect: '100-continue' },
      { status: writer.operation.success.status, wire: seen({ contentSent }) },
    );
  yield { right: [expecting('answered')], wrong: [[expecting('unanswered')]] };
  const absolute = (over: Written) => sent('GET', { target: 'absolute' }, over);
  yield {
    right: [read(), absolute({ answer: policy })],
    wrong: [[read(), absolute({ status: 404 })]],
  };
}
