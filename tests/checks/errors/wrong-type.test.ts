import { deviates, exchange, judgeOne, refusal, target, testCheck, TYPE, update, violates } from '../support';
import { notJudged, planned } from './refusals';

const typed = (type: unknown) => exchange({ json: { '@odata.type': type, isUsableOnce: true } });
const fault = { json: { '@odata.type': TYPE, isUsableOnce: 1 } };
const must = (pointer: string) => violates(pointer, 'a 4xx', '204');
const should = (pointer: string) => deviates(pointer, 'a 4xx', '204');

testCheck('errors/wrong-type', 'ERR-TYPE', {
  needs: [],
  holds: {
    'a 400': refusal(fault),
    'a 400 in a planned run': refusal(planned(fault)),
    'a refusal of what could be coerced': refusal({ json: { '@odata.type': TYPE, defaultLength: '8' } }),
  },
  breaks: {
    'a sibling type': [typed('#microsoft.graph.smsAuthenticationMethodConfiguration'), must('/@odata.type')],
    'the abstract base': [typed('#microsoft.graph.authenticationMethodConfiguration'), must('/@odata.type')],
    'a type that is a number': [typed(1), must('/@odata.type')],
    'a type that is null': [typed(null), must('/@odata.type')],
    'an empty type': [typed(''), must('/@odata.type')],
    'a boolean for an integer': [update({ defaultLength: true }), must('/defaultLength')],
    'a fraction for an integer': [update({ defaultLength: 8.5 }), must('/defaultLength')],
    'a word for an integer': [update({ defaultLength: 'eight' }), must('/defaultLength')],
    'a number for a boolean': [update({ isUsableOnce: 1 }), must('/isUsableOnce')],
    'a stranger to an enumeration': [update({ state: 'on' }), must('/state')],
    'a number for an enumeration': [update({ state: 0 }), must('/state')],
    'a stranger to an enumeration in a target': [
      update({ includeTargets: [target({ targetType: 'device' })] }),
      must('/includeTargets/0/targetType'),
    ],
    'null for a collection': [update({ includeTargets: null }), must('/includeTargets')],
    'null for a target': [update({ includeTargets: [target(), null] }), must('/includeTargets/1')],
    'an object for a collection': [update({ excludeTargets: target() }), must('/excludeTargets')],
    'a string for a target': [update({ includeTargets: ['all_users'] }), must('/includeTargets/0')],
    'a server error': [refusal({ ...fault, status: 500 }), violates('/isUsableOnce', 'a 4xx', '500')],
    '"8" for an integer, which could be coerced': [update({ defaultLength: '8' }), should('/defaultLength')],
    '" 8.0 " for an integer': [update({ defaultLength: ' 8.0 ' }), should('/defaultLength')],
    '"true" for a boolean': [update({ isUsableOnce: 'true' }), should('/isUsableOnce')],
    '"False" for a boolean in a target': [
      update({ includeTargets: [target({ isRegistrationRequired: 'False' })] }),
      should('/includeTargets/0/isRegistrationRequired'),
    ],
    'several that could be coerced': [
      update({ defaultLength: '8', isUsableOnce: 'true' }),
      should('/defaultLength'),
    ],
    'one that could be coerced and one that could not': [
      update({ defaultLength: '8', state: 'on' }),
      must('/state'),
    ],
  },
  silent: {
    ...notJudged(fault),
    'a type without its #, as in samples': typed(TYPE.slice(1)),
    'a type in another letter case': typed(TYPE.toUpperCase()),
    'a state in another letter case': update({ state: 'Enabled' }),
    'scalars that are null': update({ state: null, defaultLength: null, isUsableOnce: null }),
    'a scalar of a target that is null': update({ includeTargets: [target({ targetType: null })] }),
    'a target that is null': update({ excludeTargets: [null] }),
    'another key, which a service may ignore': update({ id: 'Sms' }),
    'a value out of range, which errors/range judges': update({ defaultLength: 49 }),
    'no type, which errors/missing-type judges': exchange({ json: {} }),
    'members that are declared nowhere': update({ unheardOf: 1 }),
    'a body that is no object, which errors/malformed-json judges': exchange({ json: [] }),
  },
});

test('names the member and what it was', () => {
  const given = update({ includeTargets: [target({ targetType: 'device' })] });
  expect(judgeOne('errors/wrong-type', given).findings).toMatchObject([
    { message: 'includeTargets.0.targetType of "device" must be refused with a 4xx, got 204' },
  ]);
});
