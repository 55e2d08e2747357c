import { operationsBelow } from '../../scenarios/below';
import { planned, type Family, type Writer } from '../family';

/** Batches: their requests, and the answer to each request. */
export function* batchFamilies(writer: Writer): Iterable<Family> {
  const { operation } = writer;
  const item = (id: string, over: object = {}) => ({
    ...{ id, method: 'PATCH', url: operation.path, headers: { 'Content-Type': 'application/json' } },
    body: writer.body(writer.small),
    ...over,
  });
  const { status, content } = operation.success;
  const done = (id: string, over: object = {}) => ({
    id,
    status,
    ...(content && { body: writer.policy() }),
    ...over,
  });
  const sent = (requests: unknown[], responses: unknown[], outer = 200) =>
    writer.exchange({
      method: 'POST',
      path: '/$batch',
      json: { requests },
      status: outer,
      answer: { json: { responses } },
    });
  const twice = (over: object) =>
    writer.exchange({
      ...{ method: 'POST', path: '/$batch', json: { requests: [item('1'), item('1')] } },
      ...planned(),
      ...over,
    });
  yield {
    right: [twice({ status: 400, answer: { json: writer.error() } })],
    wrong: [[twice({ status: 200, answer: { json: { responses: [done('1')] } } })]],
  };
  yield {
    right: [sent([item('1')], [done('1')])],
    wrong: [
      [sent([item('1', { headers: {} })], [done('1')])],
      [sent([item('1'), item('1')], [done('1')])],
      [sent([item('1')], [])],
      [sent([item('1')], [done('1', { status: 202 })])],
    ],
  };
}

/** Reads of the policy and of one below it in one batch. */
export function* belowFamilies(writer: Writer): Iterable<Family> {
  const [below] = operationsBelow(writer.operation);
  if (!below) return;
  const [member = '', id] = below.path.slice(writer.operation.path.length + 1).split('/');
  const { A: own, B: other } = below.states;
  const paths = [writer.operation.path, below.path];
  const read = (shown: object) =>
    writer.exchange({
      ...{ method: 'POST', path: '/$batch', status: 200, ...planned() },
      json: { requests: paths.map((url, at) => ({ id: String(at + 1), method: 'GET', url })) },
      answer: {
        json: {
          responses: [writer.policy({ [member]: [{ id, ...shown }] }), { id, ...own }].map((body, at) => ({
            ...{ id: String(at + 1), status: 200, headers: { 'Content-Type': 'application/json' } },
            body,
          })),
        },
      },
    });
  yield { right: [read(own)], wrong: [[read(other)]] };
}
