import { deviates, errorBody, exchange, GUID, refusal, testCheck } from '../support';

const inner = (innerError: unknown) => refusal({ answer: { json: errorBody({ innerError }) } });
const WHOLE = { date: '2026-11-22T08:00:00', 'request-id': GUID, 'client-request-id': GUID };

testCheck('errors/inner-error', 'ERR-INNER', {
  needs: ['responseBody'],
  holds: {
    'innerError with all three': refusal(),
    'innererror, as the pages write it': refusal({
      answer: { json: { error: { code: 'x', message: 'y', innererror: WHOLE } } },
    }),
    'further members': inner({ ...WHOLE, code: '429', status: '429' }),
  },
  breaks: {
    none: [
      refusal({ answer: { json: { error: { code: 'x', message: 'y' } } } }),
      deviates('/error/innerError', 'innerError', 'nothing'),
    ],
    'no client-request-id, as in the sample of a throttle': [
      inner({ date: WHOLE.date, 'request-id': GUID }),
      deviates(
        '/error/innerError/client-request-id',
        'present',
        `{"date":"${WHOLE.date}","request-id":"${GUID}"}`,
      ),
    ],
    'an innererror that lacks everything': [
      refusal({ answer: { json: { error: { code: 'x', message: 'y', innererror: {} } } } }),
      deviates('/error/innererror/date', 'present', '{}'),
      deviates('/error/innererror/request-id', 'present', '{}'),
      deviates('/error/innererror/client-request-id', 'present', '{}'),
    ],
    'a string': [inner('x'), deviates('/error/innerError', 'an object', '"x"')],
  },
  silent: {
    'a success': exchange(),
    'an error without its envelope, which errors/envelope judges': refusal({
      answer: { json: { message: 'x' } },
    }),
    'an error that is not JSON': refusal({ answer: { json: undefined, text: 'Bad Request' } }),
    'a gateway': refusal({ status: 502, answer: { json: { error: { code: 'x', message: 'y' } } } }),
  },
});
