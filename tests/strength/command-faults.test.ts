import { commandFaults } from '../../src/strength/command-faults';
import { UsageError } from '../../src/usage-error';

const SOUND = 'faults: [{ id: a, command: [node, provider.js], breaks: RES-204, says: answers 200 }]';

test('reads a fleet of commands', () => {
  expect(commandFaults(SOUND, 'fleet.yaml')).toEqual([
    { id: 'a', command: ['node', 'provider.js'], breaks: 'RES-204', says: 'answers 200' },
  ]);
});

test('says nothing of a fault where nothing is said', () => {
  const [fault] = commandFaults('faults: [{ id: a, command: [node], breaks: RES-204 }]', 'fleet.yaml');
  expect(fault).toMatchObject({ says: '' });
});

test.each([
  ['is no YAML', 'faults: [', /^--faults fleet\.yaml: /],
  ['is empty', '', 'it must hold a list of faults'],
  ['is a list itself', '[{ id: a }]', 'it must hold a list of faults'],
  ['has no faults', 'faults: []', 'it must hold a list of faults'],
  ['has an entry that is nothing', 'faults: [null]', 'fault 1 has no id'],
  ['has an entry without an id', `faults: [{ command: [node], breaks: RES-204 }]`, 'fault 1 has no id'],
  ['has an empty id', `faults: [{ id: '', command: [node], breaks: RES-204 }]`, 'has no id'],
  ['has an id that is no text', `faults: [{ id: 7, command: [node], breaks: RES-204 }]`, 'fault 1 has no id'],
  [
    'has an entry without a command',
    'faults: [{ id: a, breaks: RES-204 }]',
    'fault 1 (a): command must be a list of texts, program first',
  ],
  [
    'has a command in one text',
    'faults: [{ id: a, command: node provider.js, breaks: RES-204 }]',
    'fault 1 (a): command must be a list of texts, program first',
  ],
  [
    'has an empty command',
    'faults: [{ id: a, command: [], breaks: RES-204 }]',
    'fault 1 (a): command must be a list of texts, program first',
  ],
  [
    'has a number in a command',
    'faults: [{ id: a, command: [node, 7], breaks: RES-204 }]',
    'fault 1 (a): command must be a list of texts, program first',
  ],
  [
    'has an entry that breaks nothing',
    'faults: [{ id: a, command: [node], breaks: RES-204 }, { id: b, command: [node] }]',
    'fault 2 (b): breaks must name a requirement',
  ],
  [
    'has an entry that breaks a row which there is not',
    'faults: [{ id: a, command: [node], breaks: RES-2O4 }]',
    'fault 1 (a): breaks must name a requirement',
  ],
])('refuses a file that %s', (_what, text, message) => {
  const read = () => commandFaults(text, 'fleet.yaml');
  expect(read).toThrow(UsageError);
  expect(read).toThrow(message);
  expect(read).toThrow('--faults fleet.yaml: ');
});
