import { context, exchange, testCheck, violates, written } from '../support';

const DATE = 'Sun, 29 Nov 2026 08:00:00 GMT';
const dated = (date = DATE) => written({}, { answer: { headers: { Date: date } } });
const missing = violates('header:Date', 'Date', 'no Date');

testCheck('http/date', 'HTTP-DATE', {
  needs: ['responseHeaders'],
  holds: {
    'answers with dates': [dated(), dated()],
    'a server without a clock': [written({}), written({}, { status: 400 })],
    'a 5xx without a date': [dated(), written({}, { status: 500 })],
    'an answer to what stands behind a request with close': [
      dated(),
      written({ closes: 'close', twice: true }),
    ],
  },
  breaks: {
    'an answer without a date behind one with it': [[dated(), written({}, { status: 400 })], missing],
    'an answer without a date before one with it': [[written({}), dated()], missing],
    'an update of the run without a date': [[dated(), exchange({ context: context() })], missing],
    'a date in another form': [
      dated('2026-11-29T08:00:00Z'),
      violates('header:Date', 'such as Sun, 06 Nov 1994 08:49:37 GMT', '2026-11-29T08:00:00Z'),
    ],
  },
  silent: { 'traffic that no run sent': exchange() },
});
