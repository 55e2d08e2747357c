import { deviates, testCheck, violates, wireOf, written } from '../support';

const CLOSE = { answer: { headers: { Connection: 'close' } } };
const closing = (until: 'close' | 'timeout', more: object = {}, over: object = CLOSE) =>
  written({ closes: 'close' }, { wire: wireOf({ watched: { ms: 5, until }, ...more }), ...over });
const second = { after: { bytes: 20, sample: 'HTTP/1.1 200 OK' } };

testCheck('http/close', 'HTTP-CLOSE', {
  needs: ['trailing'],
  holds: {
    'a connection that is closed': closing('close'),
    'one of HTTP/1.0, which need not say so': {
      ...closing('close', {}, {}),
      response: { status: 200, httpVersion: '1.0', headers: [] },
    },
  },
  breaks: {
    'a connection that stays open': [
      closing('timeout'),
      violates(null, 'the end of the connection', 'still open after 5 ms'),
    ],
    'a second answer': [closing('close', second), violates(null, 'one answer', 'two answers')],
    'an end without a word': [
      closing('close', {}, {}),
      deviates('header:Connection', 'Connection: close', 'no Connection'),
    ],
  },
  silent: { 'a request that did not ask for it': written({}) },
});
