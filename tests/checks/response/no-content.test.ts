import { batch, exchange, item, judgeOne, read, refusal, testCheck, violates } from '../support';

const HEAD = 'HTTP/1.1 204 No Content\r\n\r\n';
const after = (sample: string) => exchange({ wire: { head: HEAD, after: { bytes: sample.length, sample } } });
const behind = (sample: string, behindStatus = 204) =>
  read(undefined, {
    id: 'the read after it',
    wire: {
      head: 'HTTP/1.1 200 OK\r\n\r\n',
      before: { bytes: sample.length, sample, behind: 'the update', behindStatus },
    },
  });

testCheck('response/no-content', 'RES-EMPTY', {
  needs: [],
  holds: {
    'a 204 and nothing behind it': exchange(),
    'a watch that saw no byte': after(''),
    'a reset': exchange({ method: 'DELETE' }),
    'an empty body': exchange({ answer: { text: '' } }),
  },
  breaks: {
    'a body': [exchange({ answer: { text: '{}' } }), violates('body', 'no byte', '2 bytes: "{}"')],
    'a lone line end behind the head': [
      after('\r\n'),
      violates('body', 'no byte', String.raw`2 bytes: "\r\n"`),
    ],
    'one byte': [after('0'), violates('body', 'no byte', '1 byte: "0"')],
    'a chunk of nothing': [after('0\r\n\r\n'), violates('body', 'no byte', String.raw`5 bytes: "0\r\n\r\n"`)],
    'many bytes, of which the first are shown': [
      after('x'.repeat(100)),
      violates('body', 'no byte', `100 bytes: "${'x'.repeat(80)}"…`),
    ],
    'bytes that came late, before the next answer': [
      behind('{}'),
      violates('body', 'no byte', '2 bytes: "{}"'),
    ],
    'a body behind a reset': [
      exchange({ method: 'DELETE', answer: { text: 'done' } }),
      violates('body', 'no byte', '4 bytes: "done"'),
    ],
  },
  silent: {
    'a recorder that could have swallowed bytes and shows none': exchange({ unobserved: ['trailing'] }),
    'a 200': exchange({ status: 200, answer: { json: {} } }),
    'a refusal': refusal(),
    'a read with nothing before it': read(),
    'bytes behind another status': behind('{}', 304),
    'an answer that broke off': exchange({ failure: { kind: 'reset', message: 'reset' } }),
    'no answer': exchange({ status: 0 }),
    'a null where a batch has the body of a 204': batch(
      [item('1')],
      [{ id: '1', status: 204, headers: {}, body: null }],
    ),
  },
});

test('a body is told of even where bytes behind the head were not to be seen', () => {
  const { findings } = judgeOne(
    'response/no-content',
    exchange({ unobserved: ['trailing'], answer: { text: '{}' } }),
  );
  expect(findings).toMatchObject([{ outcome: 'violates', pointer: 'body' }]);
});

test('late bytes are told of the exchange that they belong to and the one before which they stood', () => {
  const { findings } = judgeOne('response/no-content', behind('{}'));
  expect(findings[0]?.exchanges).toEqual(['the update', 'the read after it']);
});

test('a 204 inside a batch has no wire, and says nothing', () => {
  const inner = exchange({ batch: { parent: 'b', id: '1' }, unobserved: ['trailing', 'framing'] });
  expect(judgeOne('response/no-content', inner).judged).toBe(0);
});
