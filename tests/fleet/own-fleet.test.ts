import { ownFleet } from '../../src/fleet/own-fleet';
import { UsageError } from '../../src/usage-error';

const SOUND = 'faults: [{ id: a, command: [node, provider.js], breaks: RES-204, says: answers 200 }]';

test('reads a fleet of commands', () => {
  expect(ownFleet(SOUND, 'fleet.yaml')).toEqual({
    faults: [{ id: 'a', command: ['node', 'provider.js'], breaks: 'RES-204', says: 'answers 200' }],
    variants: [],
  });
});

test('says nothing of a fault where nothing is said', () => {
  const [fault] = ownFleet('faults: [{ id: a, command: [node], breaks: RES-204 }]', 'fleet.yaml').faults;
  expect(fault).toMatchObject({ says: '' });
});

test('reads a baseline, variants and what is said to verify', () => {
  const options = { lacks: ['delete'], settle: 50, users: ['u'], headers: { 'X-Key': 'k' } };
  const file = {
    baseline: { command: ['node', 'right.js'], options },
    faults: [{ id: 'a', command: ['node', 'wrong.js'], breaks: 'RES-204', says: '', options }],
    variants: [{ id: 'b', command: ['node', 'other.js'], says: 'answers 415' }],
  };
  expect(ownFleet(JSON.stringify(file), 'fleet.yaml')).toEqual(file);
});

test.each([
  [
    'names an option that there is not',
    `${SOUND}\nvariants: [{ id: b, command: [node], options: { lags: 7 } }]`,
    'variant 1 (b): there is no option lags; the options are lacks, settle, groups, users, headers',
  ],
  [
    'gives an option a value that will not do',
    `${SOUND}\nbaseline: { command: [node], options: { lacks: [writes] } }`,
    'baseline: options.lacks must be a list of read, delete, batch, scopes',
  ],
  ['has options that are none', `${SOUND}\nbaseline: { command: [node], options: 7 }`, 'options must be'],
  ['has variants that are no list', `${SOUND}\nvariants: 7`, 'variants must be a list'],
  ['has a baseline without a command', `${SOUND}\nbaseline: {}`, 'baseline: command must be a list'],
  [
    'uses an id twice',
    `${SOUND}\nvariants: [{ id: a, command: [node] }]`,
    'variant 1 (a): another entry has the same id',
  ],
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
    'fault 1 (a): command must be a list of strings, the program first',
  ],
  [
    'has a command in one text',
    'faults: [{ id: a, command: node provider.js, breaks: RES-204 }]',
    'fault 1 (a): command must be a list of strings, the program first',
  ],
  [
    'has an empty command',
    'faults: [{ id: a, command: [], breaks: RES-204 }]',
    'fault 1 (a): command must be a list of strings, the program first',
  ],
  [
    'has a number in a command',
    'faults: [{ id: a, command: [node, 7], breaks: RES-204 }]',
    'fault 1 (a): command must be a list of strings, the program first',
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
  const read = () => ownFleet(text, 'fleet.yaml');
  expect(read).toThrow(UsageError);
  expect(read).toThrow(message);
  expect(read).toThrow('--faults fleet.yaml: ');
});
