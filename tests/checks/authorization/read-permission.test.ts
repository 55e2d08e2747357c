import {
  batch,
  context,
  deviates,
  errorBody,
  exchange,
  IN_FRONT,
  PATH,
  read,
  refusal,
  superseded,
  testCheck,
} from '../support';

const own = { context: context({ credentials: 'read-only' }) };
const refused = (status: number) => refusal({ ...own, method: 'GET', json: undefined, status });
const inBatch = (status: number) =>
  batch([{ id: '1', method: 'GET', url: PATH }], [{ id: '1', status, body: errorBody() }], own);

testCheck('authorization/read-permission', 'AUT-READ', {
  needs: [],
  holds: { 'a read that is answered': read(undefined, own) },
  breaks: {
    'a 403': [refused(403), deviates('status', '200', '403')],
    'a 403 inside $batch': [inBatch(403), deviates('status', '200', '403')],
    'a 404': [refused(404), deviates('status', '200', '404')],
  },
  silent: {
    'a token with the write permission': refusal({
      context: context(),
      method: 'GET',
      json: undefined,
      status: 403,
    }),
    'recorded traffic': refusal({ method: 'GET', json: undefined, status: 403 }),
    'a request in a batch that failed before it': inBatch(424),
    'an update': refusal({ ...own, status: 403 }),
    'a request that was sent again': superseded(refused(403)),
    'no answer': exchange({ ...own, method: 'GET', status: 0 }),
    ...Object.fromEntries(IN_FRONT.map((status) => [`a ${status}`, refused(status)])),
  },
});
