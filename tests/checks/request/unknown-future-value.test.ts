import { deviates, exchange, judgeOne, target, testCheck, update } from '../support';

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
