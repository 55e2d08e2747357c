import { context, exchange, judgeOne, refusal, testCheck, violates } from '../support';
import { notJudged, planned } from './refusals';

const as = (type: string | null) => ({ headers: { 'Content-Type': type } });

testCheck('errors/content-type', 'ERR-CT', {
  needs: [],
  holds: {
    'a 415': refusal({ ...as('text/plain'), status: 415 }),
    'a 400, as Graph was seen to answer': refusal(as(null)),
    'a 400 in a planned run': refusal(planned(as(''))),
  },
  breaks: {
    'a wrong type that is taken': [exchange(as('text/plain')), violates('status', '400 or 415', '204')],
    'JSON and something else': [
      exchange(as('application/json, text/plain')),
      violates('status', '400 or 415', '204'),
    ],
    'a missing type that is taken': [exchange(as(null)), violates('status', '400 or 415', '204')],
    'an empty type that is taken': [exchange(as('')), violates('status', '400 or 415', '204')],
    'another 4xx': [
      refusal({ ...as(null), status: 422, context: context() }),
      violates('status', '400 or 415', '422'),
    ],
    'a server error': [refusal({ ...as(null), status: 500 }), violates('status', '400 or 415', '500')],
  },
  silent: {
    ...notJudged(as('text/plain')),
    'JSON by another name': exchange(as('text/json')),
    'a type of its own that is JSON': exchange(as('application/merge-patch+json; charset=utf-8')),
    'the right type, twice': exchange(as('application/json, application/json')),
    'parameters of the right type': exchange(as('application/json; charset=utf-8')),
    'a 404 in recorded traffic, which may have other reasons': refusal({ ...as(null), status: 404 }),
  },
});

test.each([
  [null, 'an update without Content-Type must be refused with 400 or 415, got 204'],
  ['', 'an update as an empty Content-Type must be refused with 400 or 415, got 204'],
  ['text/plain', 'an update as text/plain must be refused with 400 or 415, got 204'],
])('of a Content-Type of %j it says %j', (given, message) => {
  expect(judgeOne('errors/content-type', exchange(as(given))).findings).toMatchObject([{ message }]);
});
