import { context, exchange, refusal, testCheck, TYPE, violates } from '../support';

const json = { '@odata.type': TYPE, id: 'TemporaryAccessPass', state: 'enabled', ofTheProvidersOwn: 1 };
const own = { json, context: context({ accept: 'SEM-ROUNDTRIP' }) };

testCheck('state/round-trip', 'SEM-ROUNDTRIP', {
  needs: [],
  holds: { "a read's body sent back": exchange(own) },
  breaks: {
    "a refusal of a read's body, members of the provider's own in it": [
      refusal(own),
      violates('status', '204', '400: badRequest: Something is wrong.'),
    ],
  },
  silent: {
    'a refusal of a body that breaks a MUST': refusal({ ...own, json: { ...json, defaultLength: 7 } }),
    'a refusal of lifetimes out of order': refusal({
      ...own,
      json: { ...json, minimumLifetimeInMinutes: 60, maximumLifetimeInMinutes: 30 },
    }),
    'a refusal in recorded traffic': refusal({ json }),
  },
});
