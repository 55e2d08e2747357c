import { deviates, exchange, judgeOne, target, testCheck, TYPE, update } from '../support';

const once = (pointer: string) => deviates(pointer, 'each member once', 'more than once');
const written = (members: string) => exchange({ text: `{"@odata.type":"${TYPE}",${members}}` });

testCheck('request/duplicate-members', 'REQ-DUPKEY', {
  needs: ['requestBody'],
  holds: {
    'names that are unique': exchange(),
    'the same names in two targets': update({ includeTargets: [target(), target()] }),
    'values that look like names': written(String.raw`"@note.of":"\"state\" : \"state\" : \"state\" :"`),
    'a member named __proto__': written('"__proto__":{"state":1},"state":"enabled"'),
  },
  breaks: {
    'a member twice': [written('"defaultLength":12,"defaultLength":13'), once('/defaultLength')],
    'a member twice with the same value': [written('"state":"enabled", "state" : "enabled"'), once('/state')],
    'the type twice': [written(`"@odata.type":"${TYPE}"`), once('/@odata.type')],
    'a member twice once letter case is put aside': [
      written('"DefaultLength":12,"defaultLength":13'),
      once('/defaultLength'),
    ],
    'a member twice in both ways': [
      written('"defaultLength":12,"defaultLength":13,"DEFAULTLENGTH":14'),
      once('/defaultLength'),
    ],
    'a member three times, told once': [
      written('"defaultLength":12,"defaultLength":13,"defaultLength":14'),
      once('/defaultLength'),
    ],
    'a member twice inside a target': [
      written('"includeTargets":[{"id":"all_users"},{"id":"a","targetType":"group","id":"b"}]'),
      once('/includeTargets/1/id'),
    ],
    'members twice in targets and above them': [
      written('"excludeTargets":[{"id":"a","id":"b"}],"state":"enabled","state":"disabled"'),
      once('/excludeTargets/0/id'),
      once('/state'),
    ],
    'a member twice in a target by letter case': [
      written('"includeTargets":[{"Id":"a","id":"b"}]'),
      once('/includeTargets/0/id'),
    ],
    'a member whose first value holds others': [
      written('"state":{"a":{"b":1}},"state":"enabled"'),
      once('/state'),
    ],
    'a name that a pointer has to escape': [written('"a/b":1,"a/b":2'), once('/a~1b')],
  },
  silent: {
    'a body that is not JSON': exchange({ text: '{"state":"enabled","state":' }),
    'a read, even with a body': exchange({ method: 'GET', text: '{"a":1,"a":2}' }),
  },
});

test('names the member as it is written, and not as a pointer has it', () => {
  const [finding] = judgeOne('request/duplicate-members', written('"a/b":1,"a/b":2')).findings;
  expect(finding?.message).toBe('a/b appears more than once in its object');
});
