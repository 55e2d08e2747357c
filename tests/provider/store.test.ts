import { defaultPolicy } from '../../src/provider/policies/temporary-access-pass';
import { createStore } from '../../src/provider/store';

test('starts from the documented defaults, or from the policy given', () => {
  expect(createStore().get()).toEqual(defaultPolicy());
  expect(createStore({ ...defaultPolicy(), state: 'enabled' }).get().state).toBe('enabled');
});

test('keeps what is set and forgets it on reset', () => {
  const store = createStore();
  store.set({ ...defaultPolicy(), defaultLength: 20 });
  expect(store.get().defaultLength).toBe(20);
  store.reset();
  expect(store.get()).toEqual(defaultPolicy());
});

test('shares no object with those who read and set', () => {
  const policy = defaultPolicy();
  const store = createStore(policy);
  policy.includeTargets.pop();
  store.get().includeTargets.pop();
  expect(store.get()).toEqual(defaultPolicy());
});
