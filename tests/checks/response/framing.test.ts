import { exchange, read, testCheck, violates } from '../support';

const framed = (headers: Record<string, string>) => exchange({ answer: { headers } });

testCheck('response/framing', 'RES-FRAMING', {
  needs: ['framing'],
  holds: {
    'a 204 without either': exchange(),
    'a 204 to a reset': exchange({ method: 'DELETE' }),
    'a 204 whose connection is closed': framed({ Connection: 'close' }),
  },
  breaks: {
    'Content-Length: 0': [
      framed({ 'Content-Length': '0' }),
      violates('header:Content-Length', 'no Content-Length', 'Content-Length: 0'),
    ],
    'Transfer-Encoding': [
      framed({ 'transfer-encoding': 'chunked' }),
      violates('header:Transfer-Encoding', 'no Transfer-Encoding', 'Transfer-Encoding: chunked'),
    ],
    both: [
      framed({ 'Content-Length': '2', 'Transfer-Encoding': 'chunked' }),
      violates('header:Content-Length', 'no Content-Length', 'Content-Length: 2'),
      violates('header:Transfer-Encoding', 'no Transfer-Encoding', 'Transfer-Encoding: chunked'),
    ],
  },
  silent: {
    'a 200 with Content-Length': read(undefined, { answer: { headers: { 'Content-Length': '300' } } }),
    'no answer': exchange({ status: 0 }),
  },
});
