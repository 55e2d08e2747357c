import { deviates, exchange, testCheck, violates } from '../support';
import { demand, get, interaction, outOfRange } from './support';

const failing = (...body: ReturnType<typeof demand>[]) => interaction({ status: 400, body }, outOfRange);

testCheck('expectation/body', 'EXP-BODY', {
  needs: [],
  holds: {
    'nothing in a 204': interaction({}),
    'members of the policy in a read': interaction(
      { status: 200, body: [demand('/state', 'enabled'), demand('/includeTargets/0/id', 'all_users')] },
      get,
    ),
    'annotations in a read': interaction({ status: 200, body: [demand('/@odata.type', '#x')] }, get),
    'the form of an error': failing(
      demand('/error/code', 'badRequest', false),
      demand('/error/message', 'No.', false),
      demand('/error/innerError/date', '2026-11-22T08:00:00', false),
    ),
    'a part of the form, without values': failing(demand('/error/details', [])),
  },
  breaks: {
    'a body in a 204': [
      interaction({ body: [demand('/state', 'enabled', false)] }),
      violates('/state', 'nothing', '/state "enabled"'),
    ],
    'a body of nothing in particular in a 204': [
      interaction({ body: [demand('', {})] }),
      violates('', 'nothing', 'the body {}'),
    ],
    'a member that the policy does not have': [
      interaction({ status: 200, body: [demand('/colour', 'red', false)] }, get),
      violates('/colour', 'documented members', '/colour "red"'),
    ],
    'a fixed message': [
      failing(demand('/error/message', 'defaultLength is too long.')),
      violates('/error/message', 'any text', '/error/message "defaultLength is too long."'),
    ],
    'a fixed code': [
      failing(demand('/error/code', 'badRequest')),
      deviates('/error/code', 'any code', '/error/code "badRequest"'),
    ],
    'an error of another form': [
      failing(demand('/message', 'No.', false)),
      violates('/message', 'error with code, message and innerError', '/message "No."'),
    ],
  },
  silent: { 'an answer that somebody gave': exchange({ status: 200 }) },
});
