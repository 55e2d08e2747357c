import { testCheck, violates, written } from '../support';

testCheck('http/host', 'HTTP-HOST', {
  needs: [],
  holds: { 'a request without Host that is answered with 400': written({ hosts: [] }, { status: 400 }) },
  breaks: {
    'a request without Host that is answered': [written({ hosts: [] }), violates('status', '400', '200')],
    'two lines of Host': [written({ hosts: ['a', 'a'] }), violates('status', '400', '200')],
    'a Host that is none': [written({ hosts: ['a b'] }), violates('status', '400', '200')],
    'another refusal': [written({ hosts: [] }, { status: 404 }), violates('status', '400', '404')],
  },
  silent: {
    'a request with one Host': written({}),
    'an answer of what stands in front': written({ hosts: [] }, { status: 503 }),
  },
});
