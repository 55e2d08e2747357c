import { notShown } from '../../../src/checks/state/history';
import { View } from '../../../src/checks/view';
import { registerOf } from '../../../src/contract/register/register';
import { benchOf } from '../../../src/judge/judge';
import { removable } from '../../packs';
import { readShelf, updateShelf } from '../../packs/exchanges';
import { context, refusal, superseded, testCheck, violates } from '../support';

const { url } = updateShelf({}).request;
const planned = { context: context() };
const ended = { context: context({ settled: { satisfied: true, waitedMs: 0 } }) };
const removal = (status = 204) =>
  updateShelf({}, { method: 'DELETE', json: undefined, status, answer: { json: undefined }, ...planned });
const found = () => readShelf(undefined, ended);
const none = (status = 404) => refusal({ url, method: 'GET', json: undefined, status, ...ended });

testCheck('state/remove', 'SEM-REMOVE', {
  operation: removable,
  needs: [],
  holds: {
    'a DELETE, and a read that finds nothing': [removal(), none()],
    'a read that may be an older one, before one that finds nothing': [
      removal(),
      readShelf(undefined, planned),
      none(),
    ],
    'a DELETE that finds nothing, since the answer to the first was lost': [
      superseded(removal()),
      removal(404),
      none(),
    ],
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

test('a policy that a read shows behind it is one from before', () => {
  const bench = benchOf(registerOf(removable));
  const [known, removed, shown] = [updateShelf({}, planned), removal(), found()].map((each) =>
    View.of(each, bench),
  ) as [View, View, View];
  expect(notShown([known, removed], shown)).toEqual(['reset']);
  expect(notShown([removed, known], shown)).toEqual([]);
});
