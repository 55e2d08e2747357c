import { deviates, exchange, informs, testCheck, violates } from '../support';
import { demand, get, interaction } from './support';

const throttled = (...headers: ReturnType<typeof demand>[]) => interaction({ status: 429, headers });

testCheck('expectation/headers', 'EXP-HEADER', {
  needs: [],
  holds: {
    'no header at all': interaction({}),
    'the type of a read': interaction(
      { status: 200, headers: [demand('content-type', 'application/json; charset=utf-8')] },
      get,
    ),
    'the challenge of a 401': interaction(
      { status: 401, headers: [demand('WWW-Authenticate', 'Bearer realm=""')] },
      { headers: { Authorization: null } },
    ),
  },
  breaks: {
    'a header of the provider’s own': [
      interaction({ headers: [demand('X-Powered-By', 'Express', false)] }),
      violates('header:X-Powered-By', 'no X-Powered-By', 'X-Powered-By: Express'),
    ],
    'a type on a 204': [
      interaction({ headers: [demand('Content-Type', 'application/json')] }),
      violates('header:Content-Type', 'no Content-Type', 'Content-Type: application/json'),
    ],
    'a fixed request-id': [
      interaction({ headers: [demand('request-id', 'abc')] }),
      violates('header:request-id', 'any value', 'abc'),
    ],
    'a fixed wait': [
      throttled(demand('Retry-After', '10')),
      violates('header:Retry-After', 'any value', '10'),
    ],
    'a wait, which a provider should ask for': [
      throttled(demand('Retry-After', '10', false)),
      deviates('header:Retry-After', 'Retry-After, or none', 'Retry-After: 10'),
    ],
    'the version of a read': [
      interaction({ status: 200, headers: [demand('OData-Version', '4.0')] }, get),
      informs('header:OData-Version', 'OData-Version, or none', 'OData-Version: 4.0'),
    ],
    'a wait on a 400': [
      interaction({ status: 400, headers: [demand('Retry-After', '1', false)] }),
      violates('header:Retry-After', 'no Retry-After', 'Retry-After: 1'),
    ],
  },
  silent: { 'an answer that somebody gave': exchange({ status: 200 }) },
});
