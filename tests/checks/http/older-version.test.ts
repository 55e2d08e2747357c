import { deviates, testCheck, violates, wireOf, written } from '../support';

const answered = (headers: Record<string, string>, wire = wireOf()) =>
  written({ version: '1.0' }, { answer: { headers }, wire });

testCheck('http/older-version', 'HTTP-10', {
  needs: ['framing'],
  holds: {
    'content with a length': answered({ 'Content-Length': '2' }),
    'content until the end': answered({}, wireOf({ watched: { ms: 3, until: 'close' } })),
    'a refusal of the version': written({ version: '1.0' }, { status: 505, wire: wireOf() }),
  },
  breaks: {
    'content in chunks': [
      answered({ 'Transfer-Encoding': 'chunked' }),
      violates('header:Transfer-Encoding', 'no Transfer-Encoding', 'Transfer-Encoding: chunked'),
    ],
    'an interim answer': [
      answered({}, wireOf({ interim: [100] })),
      violates('status', 'the last answer alone', '100'),
    ],
    'a connection that stays open': [
      answered({}, wireOf({ watched: { ms: 2000, until: 'timeout' } })),
      deviates(null, 'the end of the connection', 'still open after 2000 ms'),
    ],
  },
  silent: {
    'a request in HTTP/1.1': written({}, { answer: { headers: { 'Transfer-Encoding': 'chunked' } } }),
  },
});
