import { removable } from '../../packs';
import { readShelf, updateShelf } from '../../packs/exchanges';
import { context, refusal, testCheck, violates } from '../support';

const { url } = updateShelf({}).request;
const planned = { context: context() };
const removal = (status = 204) =>
  updateShelf({}, { method: 'DELETE', json: undefined, status, answer: { json: undefined }, ...planned });
const found = () => readShelf(undefined, planned);
const none = (status = 404) => refusal({ url, method: 'GET', json: undefined, status, ...planned });

testCheck('state/remove', 'SEM-REMOVE', {
  operation: removable,
  needs: [],
  holds: {
    'a DELETE, and a read that finds nothing': [removal(), none()],
    'a policy that was made again': [removal(), none(), updateShelf({}, planned), found()],
  },
  breaks: {
    'another status': [[removal(200)], violates('status', '204', '200')],
    'a read that finds it': [[removal(), found()], violates('status', '404', '200')],
    'a read that finds it gone': [[removal(), none(410)], violates('status', '404', '410')],
  },
  silent: {
    'a read that finds nothing, and no DELETE': [none()],
    'a DELETE that was throttled': [removal(429)],
  },
});
