import { formatOf } from '../../../src/exchanges/readers/format';

const LINE = '{"request":{"method":"GET","url":"/v1.0/me"}}';

test.each([
  ['a HAR', '{"log":{"entries":[]}}', 'har'],
  ['an indented HAR', '{\n  "log": {\n    "entries": [', 'har'],
  ['a HAR with a byte order mark', '\uFEFF{"log":{}}', 'har'],
  ['a HAR of which only a part is seen', `{"log":{"entries":[{"request":{"url":"${'x'.repeat(50)}`, 'har'],
  ['a Pact', '{"consumer":{"name":"c"},"interactions":[]}', 'pact'],
  ['an indented Pact, metadata first', '{\n  "metadata": {"a": [1, 2]},\n  "provider": {', 'pact'],
  ['a Pact of messages', '{"messages":[]}', 'pact'],
  ['NDJSON', `${LINE}\n${LINE}\n`, 'lines'],
  ['NDJSON behind empty lines', `\n\n${LINE}`, 'lines'],
  ['NDJSON with carriage returns', `${LINE}\r\n${LINE}\r\n`, 'lines'],
  ['NDJSON whose first line is cut off', `{"request":{"meth\n${LINE}\n`, 'lines'],
  ['NDJSON whose first line is no JSON', `oops\n${LINE}\n`, 'lines'],
  ['one line of which only a part is seen', '{"request":{"method":"PATCH","body":"', 'lines'],
  ['a record of ours', '{"kind":"run","schemaVersion":1}\n', 'lines'],
  ['a response alone', '{"response":{"status":204}}', 'lines'],
])('tells %s', (_what, text, format) => {
  expect(formatOf(text)).toBe(format);
});

test.each([
  ['an empty text', ''],
  ['an object of another kind', '{"openapi":"3.1.0"}'],
  ['a list', '[{"request":{}}]'],
  ['one exchange over several lines', '{\n  "request": {\n    "method": "GET" } }'],
  ['a page', '<!doctype html>\n<html>'],
  ['bytes', '\u0000\u0001\u0002'],
])('does not take %s for any of them', (_what, text) => {
  expect(formatOf(text)).toBeUndefined();
});
