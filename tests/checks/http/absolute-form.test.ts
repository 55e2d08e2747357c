import { testCheck, violates, written } from '../support';

const plain = written({});
const absolute = (status = 200) => written({ target: 'absolute' }, { status });

testCheck('http/absolute-form', 'HTTP-ABSOLUTE', {
  needs: [],
  holds: { 'a target in absolute form': [plain, absolute()] },
  breaks: {
    'one that is not found': [[plain, absolute(404)], violates('status', '200', '404')],
    'one that is refused': [[plain, absolute(400)], violates('status', '200', '400')],
  },
  silent: {
    'one of what is refused in any form': [written({}, { status: 403 }), absolute(403)],
    'one whose answer is of something in front': [plain, absolute(502)],
  },
});
