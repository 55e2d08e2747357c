import { exchange, refusal, testCheck, TYPE, violates } from '../support';
import { notJudged, planned } from './refusals';

const accepted = (text: string) => exchange({ text });
const TOLD = violates('status', 'a 4xx', '204');

testCheck('errors/malformed-json', 'ERR-BADJSON', {
  needs: [],
  holds: {
    'a 400': refusal({ text: '{' }),
    'any other 4xx': refusal({ text: '{', status: 422 }),
    'a 400 in a planned run': refusal(planned({ text: '[]' })),
    'a 403 in a planned run, whose token is known to do': refusal({ ...planned({ text: '{' }), status: 403 }),
  },
  breaks: {
    'a body that is cut off': [accepted(`{"@odata.type":"${TYPE}"`), TOLD],
    'an empty body': [accepted(''), TOLD],
    'an array': [accepted(`[{"@odata.type":"${TYPE}"}]`), TOLD],
    null: [accepted('null'), TOLD],
    'a string': [accepted('"enabled"'), TOLD],
    'a number': [accepted('12'), TOLD],
    'an object with another one behind it': [exchange(planned({ text: '{}{}' })), TOLD],
    'a number with a leading zero': [exchange(planned({ text: '{"@a":01}' })), TOLD],
    'a server error on what a parser may take': [
      refusal({ ...planned({ text: '{"@a":1,}' }), status: 500 }),
      violates('status', 'a 4xx', '500'),
    ],
    'a server error on it': [refusal({ text: '{', status: 500 }), violates('status', 'a 4xx', '500')],
    'a redirect on it': [exchange({ text: '{', status: 307 }), violates('status', 'a 4xx', '307')],
  },
  silent: {
    ...notJudged({ text: '{' }),
    'a comma after the last member, which a parser may take': exchange(planned({ text: '{"@a":1,}' })),
    'a byte order mark, which a parser may read past': exchange(planned({ text: '\ufeff{"@a":1}' })),
    'an object that lacks everything': exchange({ json: {} }),
    'a body that a source could not see': exchange({ text: '{', unobserved: ['requestBody'] }),
  },
});
