import { context, POLICY, read, settled, testCheck, update, violates } from '../support';

const set = update({ id: 'TemporaryAccessPass' }, { context: context() });
const after = (id?: unknown) => settled({ ...POLICY, id });

testCheck('state/key', 'SEM-KEY', {
  needs: ['responseBody'],
  holds: {
    'the id that it had': [set, after('TemporaryAccessPass')],
    'a read alone': after('TemporaryAccessPass'),
  },
  breaks: {
    'another id': [[set, after('Sms')], violates('/id', '"TemporaryAccessPass"', '"Sms"')],
    'another id in a read of another form': [
      [set, after('TemporaryAccessPass'), read({ ...POLICY, id: 'TAP' }, { context: context() })],
      violates('/id', '"TemporaryAccessPass"', '"TAP"'),
    ],
    'an empty id': [after(''), violates('/id', '"TemporaryAccessPass"', '""')],
  },
  silent: {
    'an id that is missing, which response/read-shape judges': after(),
    'an id that is no string': after(7),
    'recorded traffic': read({ ...POLICY, id: 'Sms' }),
    'an update alone': set,
  },
});
