import { context, exchange, informs, refusal, superseded, testCheck } from '../support';

const step = { context: context({ step: 'maximum against the stored default' }) };

testCheck('errors/stored-limit', 'ERR-STORED', {
  needs: [],
  holds: { 'a default that is recalculated': exchange(step), 'a refusal': refusal(step) },
  breaks: {
    'a server error': [refusal({ ...step, status: 500 }), informs('status', '204 or a 4xx', '500')],
    'a redirect': [exchange({ ...step, status: 302 }), informs('status', '204 or a 4xx', '302')],
  },
  silent: {
    'another step': refusal({ context: context(), status: 500 }),
    'a throttle': refusal({ ...step, status: 429 }),
    'a gateway that gave up': refusal({ ...step, status: 504 }),
    'recorded traffic': refusal({ status: 500 }),
    'a request that was sent again': superseded(refusal({ ...step, status: 500 })),
  },
});
