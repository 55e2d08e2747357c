import { modelOf } from '../../src/provider';
import { applyTo } from '../../src/provider/policies/model';
import { operationNamed } from '../../src/contract/operation';
import { PAGES, type Known } from './support';

export type Boundary = [member: string, value: unknown, side: Side, requirement: string];

/**
 * in: it conforms, and is taken. out: it breaks the row, and is refused. lenient: it only deviates from the row, and
 * is taken. sampled: it only deviates, since a sample has it, and is refused. taken: it breaks the row, and the provider takes it all the same, since it drops what a target or a profile
 * does not declare, and asks for no part of one. open: it breaks nothing, and the provider refuses it, as any may.
 */
export type Side = 'in' | 'out' | 'lenient' | 'sampled' | 'taken' | 'open';

export const GROUP = '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52';
const TAP = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

/** Update pages, notes below the request body: the type is there, and it is this one. */
export const types = (name: Known, other: Known): Boundary[] => {
  const { type } = PAGES[name];
  return [
    ['@odata.type', type, 'in', 'REQ-TYPE-VALUE'],
    ['@odata.type', undefined, 'out', 'REQ-TYPE'],
    ['@odata.type', type.toUpperCase(), 'lenient', 'REQ-TYPE-VALUE'],
    ['@odata.type', type.slice(1), 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', `${type} `, 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', PAGES[other].type, 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', TAP, 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', '#microsoft.graph.authenticationMethodConfiguration', 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', '', 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', null, 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', [type], 'out', 'REQ-TYPE-VALUE'],
  ];
};

/** Base resource, properties: enabled or disabled; the CSDL lets it be null, and no page says what null does. */
export const states: Boundary[] = [
  ['state', 'enabled', 'in', 'REQ-STATE'],
  ['state', 'disabled', 'in', 'REQ-STATE'],
  ['state', 'Enabled', 'lenient', 'REQ-STATE'],
  ['state', 'DISABLED', 'lenient', 'REQ-STATE'],
  ['state', 'on', 'out', 'REQ-STATE'],
  ['state', 'default', 'out', 'REQ-STATE'],
  ['state', 'unknownFutureValue', 'out', 'REQ-STATE'],
  ['state', ' enabled', 'out', 'REQ-STATE'],
  ['state', '', 'out', 'REQ-STATE'],
  ['state', true, 'out', 'REQ-STATE'],
  ['state', 0, 'out', 'REQ-STATE'],
  ['state', ['enabled'], 'out', 'REQ-STATE'],
  ['state', null, 'open', 'REQ-NULL'],
];

/** Resource pages, properties: the key. OData: it can't be changed. */
export const ids = (name: Known, other: Known): Boundary[] => [
  ['id', PAGES[name].key, 'in', 'REQ-ID-BODY'],
  ['id', PAGES[name].key?.toLowerCase(), 'lenient', 'REQ-ID-BODY'],
  ['id', PAGES[other].key, 'out', 'REQ-ID-BODY'],
  ['id', 'TemporaryAccessPass', 'out', 'REQ-ID-BODY'],
  ['id', '', 'out', 'REQ-ID-BODY'],
  ['id', null, 'out', 'REQ-ID-BODY'],
];

/** Resource pages, properties and relationships: two collections of objects. */
export const collections: Boundary[] = [
  ['includeTargets', 'REQ-INC-ARRAY'] as const,
  ['excludeTargets', 'REQ-EXC-ARRAY'] as const,
].flatMap(([member, requirement]): Boundary[] => [
  [member, [], 'in', requirement],
  [member, [{ id: GROUP, targetType: 'group' }], 'in', requirement],
  [member, [{ id: GROUP }, { id: 'all_users' }], 'in', requirement],
  [member, null, 'out', requirement],
  [member, { id: GROUP, targetType: 'group' }, 'out', requirement],
  [member, GROUP, 'out', requirement],
  [member, 0, 'out', requirement],
  [member, [GROUP], 'out', requirement],
  [member, [null], 'out', requirement],
  [member, [[]], 'out', requirement],
  [member, [{ targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: '', targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: null, targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: GROUP, targetType: 'user' }], 'in', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 'Group' }], 'lenient', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 'unknownFutureValue' }], 'in', 'REQ-UFV'],
  [member, [{ id: GROUP, targetType: 'device' }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: null }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 1 }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, '@odata.type': '#microsoft.graph.anything' }], 'in', 'REQ-ANNOT'],
]);

/** CSDL: a flag of a target is a Boolean that can't be null. */
export const flag = (part: string, requirement: string): Boundary[] => [
  ['includeTargets', [{ id: GROUP, [part]: true }], 'in', requirement],
  ['includeTargets', [{ id: GROUP, [part]: false }], 'in', requirement],
  ['includeTargets', [{ id: GROUP }, { id: 'all_users', [part]: 'true' }], 'out', requirement],
  ['includeTargets', [{ id: GROUP, [part]: '' }], 'out', requirement],
  ['includeTargets', [{ id: GROUP, [part]: 1 }], 'out', requirement],
  ['includeTargets', [{ id: GROUP, [part]: null }], 'out', requirement],
  ['includeTargets', [{ id: GROUP, [part]: [true] }], 'out', requirement],
  ['excludeTargets', [{ id: GROUP, [part]: true }], 'taken', 'REQ-EXC-MEMBERS'],
];

/** OData Protocol 4.01, 11.4.3, and OData JSON 4.01, 4.5; a passphrase's length is another method's. */
export const strangers: Boundary[] = [
  ['@odata.context', 'https://graph.microsoft.com/v1.0/$metadata', 'in', 'REQ-ANNOT'],
  ['includeTargets@odata.context', 'https://graph.microsoft.com/v1.0/$metadata', 'in', 'REQ-ANNOT'],
  ['defaultLength', 12, 'out', 'REQ-UNKNOWN'],
  ['isUsableOnce', true, 'out', 'REQ-UNKNOWN'],
  ['minimumLifetimeInMinutes', 60, 'out', 'REQ-UNKNOWN'],
  ['includeTargets', [{ id: GROUP, displayName: 'All users' }], 'taken', 'REQ-UNKNOWN'],
];

/** Resource page, properties: Boolean; the CSDL lets it be null. */
export const boolean = (member: string, requirement: string): Boundary[] => [
  [member, true, 'in', requirement],
  [member, false, 'in', requirement],
  [member, 'yes', 'out', requirement],
  [member, '', 'out', requirement],
  [member, 1, 'out', requirement],
  [member, 0, 'out', requirement],
  [member, [true], 'out', requirement],
  [member, {}, 'out', requirement],
  [member, null, 'open', 'REQ-NULL'],
];

const bodyOf = (name: Known, member: string, value: unknown): unknown =>
  JSON.parse(JSON.stringify({ '@odata.type': PAGES[name].type, [member]: value }));

/** Holds a slice and the embedded provider against the boundaries of an update. */
export function hold(name: Known, table: readonly Boundary[]): void {
  const operation = operationNamed(name);
  const model = modelOf(name);

  test.each(table)('%s: %j is %s (%s) by the slice', (member, value, side, requirement) => {
    const breaches = operation.validateUpdate(bodyOf(name, member, value));
    expect([...new Set(breaches.map((breach) => breach.requirement))]).toEqual(
      side === 'in' || side === 'open' ? [] : [requirement],
    );
    for (const { pointer, lenient } of breaches) {
      expect(pointer.split('/')[1]).toBe(member);
      expect(lenient).toBe(side === 'lenient' || side === 'sampled');
    }
  });

  test.each(table)('%s: %j is %s (%s) by the embedded provider', (member, value, side) => {
    const before = model.defaults();
    const { ok } = applyTo(model, before, bodyOf(name, member, value));
    expect(ok).toBe(side === 'in' || side === 'lenient' || side === 'taken');
    expect(before).toEqual(model.defaults());
  });

  test('has a line for each member and for what no type declares', () => {
    const members = new Set(table.map(([member]) => member));
    for (const member of operation.updatable) expect(members).toContain(member);
  });

  /** Update page, request body: a JSON representation of the resource, which is an object. */
  test.each([null, [], 'text', '', 8, true])('a body of %j is out (REQ-JSON)', (body) => {
    expect(operation.validateUpdate(body).map(({ requirement }) => requirement)).toEqual(['REQ-JSON']);
    expect(applyTo(model, model.defaults(), body).ok).toBe(false);
  });
}
