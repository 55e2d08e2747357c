import { context, exchange, IN_FRONT, refusal, superseded, testCheck, violates } from '../support';

const put = (status: number, headers: Record<string, string> = {}) =>
  refusal({ method: 'PUT', status, answer: { headers } });

const sent = { context: context() };

testCheck('errors/method', 'ERR-405', {
  needs: [],
  holds: {
    'a 405 with Allow': put(405, { Allow: 'GET, PATCH, DELETE' }),
    'a 405 with an empty Allow': put(405, { Allow: '' }),
    'a 400 without Allow': put(400),
    'a 405 of a run whose Allow lists what updates': { ...put(405, { Allow: 'get , PATCH' }), ...sent },
    'a POST that is refused': refusal({ method: 'POST', status: 404 }),
    'a 405 without Allow in a batch of the suite': {
      ...put(405),
      batch: { parent: 'b', id: '1' },
      context: context(),
    },
  },
  breaks: {
    'a 405 without Allow': [put(405), violates('header:Allow', 'Allow', 'no Allow')],
    'a 405 of a run with an empty Allow': [
      { ...put(405, { Allow: '' }), ...sent },
      violates('header:Allow', 'Allow with PATCH and without PUT', 'an empty Allow'),
    ],
    'a 405 of a run whose Allow leaves PATCH out': [
      { ...put(405, { Allow: 'GET, HEAD' }), ...sent },
      violates('header:Allow', 'Allow with PATCH and without PUT', 'GET, HEAD'),
    ],
    'a 405 of a run whose Allow lists what was refused': [
      { ...put(405, { Allow: 'PATCH, PUT' }), ...sent },
      violates('header:Allow', 'Allow with PATCH and without PUT', 'PATCH, PUT'),
    ],
    'a PUT that is carried out': [
      exchange({ method: 'PUT', status: 204 }),
      violates('status', 'a 4xx', '204'),
    ],
    'a POST that makes something': [
      exchange({ method: 'POST', status: 201, statusText: 'Created' }),
      violates('status', 'a 4xx', '201 Created'),
    ],
    'a server error': [put(500), violates('status', 'a 4xx', '500')],
  },
  silent: {
    'an update': refusal({ status: 405 }),
    'a HEAD, which changes nothing': exchange({ method: 'HEAD', status: 200 }),
    'a request that was sent again': superseded(exchange({ method: 'PUT', status: 200 })),
    'a request inside a batch': exchange({ method: 'PUT', batch: { parent: 'b', id: '1' } }),
    ...Object.fromEntries(IN_FRONT.map((status) => [`a ${status}`, put(status)])),
  },
});
