import { GROUP, NO_BOOLEANS, NO_STRINGS, TYPE } from '../documented';
import { refuseEach, type Conforming, type Table, type Violating } from '../table';

const target = (members: object) => ({ id: GROUP, ...members });
const only = (member: string) => (value: unknown) => target({ [member]: value });

const conforming: Conforming[] = [
  ['an id alone', target({})],
  ['an id of one character', { id: 'a' }],
  ['everyone', { id: 'all_users', targetType: 'group' }],
  ...['group', 'user', 'unknownFutureValue'].map((targetType): Conforming => [
    `the targetType ${targetType}`,
    target({ targetType }),
  ]),
  ['an annotation', target({ '@odata.type': '#microsoft.graph.anything', 'id@contoso.note': null })],
];

const ids: Violating[] = [
  ['no id', { targetType: 'group' }, ['/id', 'id must be present (REQ-TGT-ID)']],
  ...refuseEach([''], only('id'), '/id', 'id must be a string that is not empty', 'REQ-TGT-ID'),
  ...refuseEach(NO_STRINGS, only('id'), '/id', 'id must be a string', 'REQ-TGT-ID'),
];

const targetTypes: Violating[] = [
  ...refuseEach(
    ['device', 'groups', 'Group', ''],
    only('targetType'),
    '/targetType',
    'targetType must be "user" or "group" or "unknownFutureValue"',
    'REQ-TGT-TYPE',
  ),
  ...refuseEach(NO_STRINGS, only('targetType'), '/targetType', 'targetType must be a string', 'REQ-TGT-TYPE'),
];

const noObjects = (requirement: string) =>
  refuseEach([null, GROUP, 1, true, []], (it) => it, '', 'the body must be an object', requirement);

const strange = (member: string, requirement: string): Violating => [
  `the stranger ${member}`,
  target({ [member]: 'All users' }),
  [`/${member}`, `${member} must be absent, since it is declared nowhere, got "All users" (${requirement})`],
];

export const includedTable: Table = {
  schema: 'authenticationMethodTargetUpdate',
  conforming: [
    ...conforming,
    ...[true, false].map((isRegistrationRequired): Conforming => [
      `isRegistrationRequired ${isRegistrationRequired}`,
      target({ isRegistrationRequired }),
    ]),
  ],
  violating: [
    ...noObjects('REQ-INC-ARRAY'),
    ...ids,
    ...targetTypes,
    ...refuseEach(
      [null, ...NO_BOOLEANS],
      only('isRegistrationRequired'),
      '/isRegistrationRequired',
      'isRegistrationRequired must be true or false',
      'REQ-TGT-REG',
    ),
    strange('displayName', 'REQ-UNKNOWN'),
  ],
};

/** The resource of an excluded target has no isRegistrationRequired. */
export const excludedTable: Table = {
  schema: 'excludeTargetUpdate',
  conforming,
  violating: [
    ...noObjects('REQ-EXC-ARRAY'),
    ...ids,
    ...targetTypes,
    strange('displayName', 'REQ-EXC-MEMBERS'),
    strange('isRegistrationRequired', 'REQ-EXC-MEMBERS'),
  ],
};

/** Targets as they are read: targetType is an evolvable enumeration, and further members are tolerated. */
const readable: Conforming[] = [
  ['an id alone', target({})],
  ['an empty id', { id: '' }],
  ['a targetType of a later day', target({ targetType: 'device' })],
  ['a further member', target({ displayName: 'All users' })],
  ['an annotation', target({ '@odata.type': TYPE })],
];

const unreadable: Violating[] = [
  ...noObjects('GET-SHAPE'),
  ['no id', { targetType: 'group' }, ['/id', 'id must be present (GET-SHAPE)']],
  ...['id', 'targetType'].flatMap((member) =>
    refuseEach(NO_STRINGS, only(member), `/${member}`, `${member} must be a string`, 'GET-SHAPE'),
  ),
];

export const readIncludedTable: Table = {
  schema: 'authenticationMethodTarget',
  conforming: [...readable, ['isRegistrationRequired', target({ isRegistrationRequired: true })]],
  violating: [
    ...unreadable,
    ...refuseEach(
      [null, ...NO_BOOLEANS],
      only('isRegistrationRequired'),
      '/isRegistrationRequired',
      'isRegistrationRequired must be true or false',
      'GET-SHAPE',
    ),
  ],
};

export const readExcludedTable: Table = {
  schema: 'excludeTarget',
  conforming: readable,
  violating: unreadable,
};
