import { exchange, informs, read, refusal, testCheck } from '../support';

testCheck('response/odata-version', 'RES-ODV', {
  needs: ['responseHeaders'],
  holds: {
    'a read with it': read(),
    'a read with 4.01': read(undefined, { answer: { headers: { 'OData-Version': '4.01' } } }),
  },
  breaks: {
    'a read without it': [
      exchange({ method: 'GET', status: 200, answer: { json: {} } }),
      informs('header:OData-Version', '4.0 or 4.01', 'no OData-Version'),
    ],
  },
  silent: {
    'an update, whose answer represents nothing': exchange(),
    'a refused read': refusal({ method: 'GET', json: undefined }),
    'a read inside a batch': exchange({
      method: 'GET',
      status: 200,
      answer: { json: {} },
      batch: { parent: 'b', id: '1' },
    }),
  },
});
