import { deviates, exchange, informs, judgeOne, target, testCheck, update } from '../support';

testCheck('request/target-user', 'REQ-TGT-USER', {
  needs: ['requestBody'],
  holds: {
    'a group': update({ includeTargets: [target()] }),
    'a group that is excluded': update({ excludeTargets: [target()] }),
  },
  breaks: {
    'a user': [
      update({ includeTargets: [target(), target({ targetType: 'user' })] }),
      informs('/includeTargets/1/targetType', '"group"', '"user"'),
    ],
    'a user that is excluded, in another letter case': [
      update({ excludeTargets: [target({ targetType: 'User' })] }),
      informs('/excludeTargets/0/targetType', '"group"', '"User"'),
    ],
  },
  silent: {
    'an update without targets': exchange(),
    'a target without targetType': update({ includeTargets: [{ id: 'all_users' }] }),
    'a collection that is none': update({ includeTargets: target({ targetType: 'user' }) }),
    'a targetType that is no string': update({ includeTargets: [target({ targetType: 1 })] }),
    'a read, even with a body': update(
      { includeTargets: [target({ targetType: 'user' })] },
      { method: 'GET' },
    ),
  },
});

const sentinel = (targetType = 'unknownFutureValue') => update({ includeTargets: [target({ targetType })] });

testCheck('request/unknown-future-value', 'REQ-UFV', {
  needs: ['requestBody'],
  holds: {
    'a group': update({ includeTargets: [target()] }),
    'a user': update({ excludeTargets: [target({ targetType: 'user' })] }),
  },
  breaks: {
    'the sentinel': [
      sentinel(),
      deviates('/includeTargets/0/targetType', '"group" or "user"', '"unknownFutureValue"'),
    ],
    'the sentinel in another letter case': [
      sentinel('UnknownFutureValue'),
      deviates('/includeTargets/0/targetType', '"group" or "user"', '"UnknownFutureValue"'),
    ],
    'the sentinel among those excluded': [
      update({ excludeTargets: [target({ targetType: 'unknownFutureValue' })] }),
      deviates('/excludeTargets/0/targetType', '"group" or "user"', '"unknownFutureValue"'),
    ],
  },
  silent: {
    'an update without targets': exchange(),
    'a targetType that is no string': update({ includeTargets: [target({ targetType: 1 })] }),
    'a read, even with a body': { ...sentinel(), request: { ...sentinel().request, method: 'GET' } },
  },
});

test('the sentinel is no stranger to the enumeration', () => {
  expect(judgeOne('request/target-type', sentinel()).outcome).toBe('conforms');
});
