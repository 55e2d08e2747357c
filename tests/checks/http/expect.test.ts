import { testCheck, violates, wireOf, written } from '../support';

const expecting = (contentSent: 'answered' | 'unanswered', status = 204) =>
  written({ expect: '100-continue' }, { method: 'PATCH', status, wire: wireOf({ contentSent }) });

testCheck('http/expect', 'HTTP-EXPECT', {
  needs: [],
  holds: {
    'a client that is told to go on': expecting('answered'),
    'a client that is refused': expecting('answered', 417),
  },
  breaks: {
    'a server that waits': [
      expecting('unanswered'),
      violates('header:Expect', '100 or a final status', 'nothing until the content was sent'),
    ],
  },
  silent: { 'a request that expects nothing': written({}, { method: 'PATCH', status: 204 }) },
});
