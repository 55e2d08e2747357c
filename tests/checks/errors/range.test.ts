import { refusal, testCheck, TYPE, update, violates } from '../support';
import { notJudged, planned } from './refusals';

const fault = { json: { '@odata.type': TYPE, defaultLength: 49 } };
const taken = (pointer: string) => violates(pointer, 'a 4xx', '204');

testCheck('errors/range', 'ERR-RANGE', {
  needs: [],
  holds: { 'a 400': refusal(fault), 'a 422 in a planned run': refusal({ ...planned(fault), status: 422 }) },
  breaks: {
    'a length one above': [update({ defaultLength: 49 }), taken('/defaultLength')],
    'a length one below': [update({ defaultLength: 7 }), taken('/defaultLength')],
    'a minimum one below': [update({ minimumLifetimeInMinutes: 9 }), taken('/minimumLifetimeInMinutes')],
    'a maximum one above': [update({ maximumLifetimeInMinutes: 43201 }), taken('/maximumLifetimeInMinutes')],
    'a value that no 32 bits hold': [update({ defaultLength: 2147483648 }), taken('/defaultLength')],
    'a default above the maximum': [
      update({ defaultLifetimeInMinutes: 61, maximumLifetimeInMinutes: 60 }),
      taken('/defaultLifetimeInMinutes'),
    ],
    'a default below the minimum': [
      update({ defaultLifetimeInMinutes: 59, minimumLifetimeInMinutes: 60 }),
      taken('/defaultLifetimeInMinutes'),
    ],
    'a minimum above the maximum': [
      update({ minimumLifetimeInMinutes: 61, maximumLifetimeInMinutes: 60 }),
      taken('/minimumLifetimeInMinutes'),
    ],
    'a length out of range under a name in Pascal case': [
      update({ DefaultLength: 49 }),
      taken('/defaultLength'),
    ],
    'a server error': [refusal({ ...fault, status: 500 }), violates('/defaultLength', 'a 4xx', '500')],
  },
  silent: {
    ...notJudged(fault),
    'values at their bounds': update({ defaultLength: 48, minimumLifetimeInMinutes: 10 }),
    'a value of the wrong type, which errors/wrong-type judges': update({ defaultLength: '49' }),
    'a limit that only the stored default breaks': update({ maximumLifetimeInMinutes: 10 }),
  },
});
