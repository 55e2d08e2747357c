import { operationNamed } from '../../src/contract/operation';
import { modelOf } from '../../src/provider';
import { applyTo } from '../../src/provider/policies/model';
import {
  collections,
  GROUP,
  hold,
  ids,
  states,
  strangers,
  types,
  type Boundary,
  type Side,
} from './boundary';
import { PAGES } from './support';

/**
 * The boundaries of an update of the Microsoft Authenticator policy, read off the pages and the CSDL by hand.
 *
 * @see https://learn.microsoft.com/graph/api/resources/microsoftauthenticatorauthenticationmethodconfiguration
 * @see https://learn.microsoft.com/graph/api/resources/microsoftauthenticatorfeaturesettings
 * @see https://learn.microsoft.com/graph/api/resources/authenticationmethodfeatureconfiguration
 * @see https://learn.microsoft.com/graph/api/resources/featuretarget
 */
const APP = 'displayAppInformationRequiredState';
const PLACE = 'displayLocationInformationRequiredState';
const ZEROES = '00000000-0000-0000-0000-000000000000';

/** Page of the target, properties: three values; CSDL: no sentinel, and not null. */
const mode = (authenticationMode: unknown, side: Side): Boundary => [
  'includeTargets',
  [{ id: GROUP, authenticationMode }],
  side,
  'REQ-TGT-MODE',
];

/** A value in the place of a feature, of its state, and of its targets. */
const feature = (value: unknown, side: Side, row = 'REQ-FEATURES'): Boundary[] =>
  [APP, PLACE].map((name) => ['featureSettings', { [name]: value }, side, row]);
const targets = (value: unknown, side: Side, row?: string): Boundary[] =>
  ['includeTarget', 'excludeTarget'].flatMap((name) => feature({ [name]: value }, side, row));

const table: Boundary[] = [
  ...types('microsoftAuthenticator', 'softwareOath'),
  ...states,
  // Update page, example: the name of the type.
  ['state', 'String', 'sampled', 'REQ-STATE'],
  ['state', 'string', 'out', 'REQ-STATE'],
  ...ids('microsoftAuthenticator', 'softwareOath'),
  ...collections,
  ...strangers,
  mode('any', 'in'),
  mode('push', 'in'),
  mode('deviceBasedPush', 'in'),
  mode('Push', 'lenient'),
  mode('unknownFutureValue', 'out'),
  mode('passwordless', 'out'),
  mode('', 'out'),
  mode(null, 'out'),
  mode(1, 'out'),
  mode(['any'], 'out'),
  ['excludeTargets', [{ id: GROUP, authenticationMode: 'any' }], 'taken', 'REQ-EXC-MEMBERS'],
  ['isSoftwareOathEnabled', true, 'in', 'REQ-OATH'],
  ['isSoftwareOathEnabled', false, 'in', 'REQ-OATH'],
  ['isSoftwareOathEnabled', 'true', 'out', 'REQ-OATH'],
  ['isSoftwareOathEnabled', 0, 'out', 'REQ-OATH'],
  ['isSoftwareOathEnabled', null, 'open', 'REQ-NULL'],
  ['featureSettings', {}, 'in', 'REQ-FEATURES'],
  ['featureSettings', { '@odata.type': '#microsoft.graph.microsoftAuthenticatorFeatureSettings' }, 'in', ''],
  ['featureSettings', [], 'out', 'REQ-FEATURES'],
  ['featureSettings', 'enabled', 'out', 'REQ-FEATURES'],
  ['featureSettings', true, 'out', 'REQ-FEATURES'],
  ['featureSettings', null, 'open', 'REQ-NULL'],
  // Of previews, of the beta, and of an example.
  ['featureSettings', { companionAppAllowedState: { state: 'enabled' } }, 'out', 'REQ-UNKNOWN'],
  ['featureSettings', { numberMatchingRequiredState: { state: 'enabled' } }, 'out', 'REQ-UNKNOWN'],
  ['featureSettings', { displayAppContextRequiredState: { state: 'enabled' } }, 'out', 'REQ-UNKNOWN'],
  ...feature({}, 'in'),
  ...feature({ state: 'default' }, 'in'),
  ...feature({ state: 'enabled' }, 'in'),
  ...feature({ state: 'disabled' }, 'in'),
  ...feature({ state: 'Enabled' }, 'lenient'),
  ...feature({ state: 'unknownFutureValue' }, 'in', 'REQ-UFV'),
  ...feature({ state: 'on' }, 'out'),
  ...feature({ state: '' }, 'out'),
  ...feature({ state: true }, 'out'),
  ...feature({ state: ['enabled'] }, 'out'),
  ...feature({ state: null }, 'open', 'REQ-NULL'),
  ...feature({ includeTargets: [] }, 'out', 'REQ-UNKNOWN'),
  ...feature('enabled', 'out'),
  ...feature([], 'out'),
  ...feature(null, 'open', 'REQ-NULL'),
  ...targets({ targetType: 'group', id: GROUP }, 'in'),
  ...targets({ targetType: 'group', id: ZEROES }, 'in'),
  ...targets({ targetType: 'administrativeUnit', id: GROUP }, 'in'),
  ...targets({ targetType: 'role', id: GROUP }, 'in'),
  ...targets({ targetType: 'Group', id: GROUP }, 'lenient'),
  ...targets({ targetType: 'unknownFutureValue', id: GROUP }, 'in', 'REQ-UFV'),
  ...targets({ targetType: 'user', id: GROUP }, 'out'),
  ...targets({ targetType: 7, id: GROUP }, 'out'),
  ...targets({ id: 7 }, 'out'),
  ...targets({ id: [GROUP] }, 'out'),
  ...targets({ id: GROUP, displayName: 'All users' }, 'out', 'REQ-UNKNOWN'),
  ...targets([{ targetType: 'group', id: GROUP }], 'out'),
  ...targets(GROUP, 'out'),
  ...targets(null, 'open', 'REQ-NULL'),
];

describe('an update of microsoftAuthenticator', () => hold('microsoftAuthenticator', table));

const model = modelOf('microsoftAuthenticator');
const after = (featureSettings: object): object => {
  const sent = { '@odata.type': PAGES.microsoftAuthenticator.type, featureSettings };
  const result = applyTo(model, model.defaults(), sent);
  return result.ok ? (result.next['featureSettings'] as object) : { refused: result.message };
};

test('parts of features that are not sent are kept, at every depth', () => {
  const before = model.defaults()['featureSettings'] as Record<string, Record<string, object>>;
  expect(after({ [APP]: { includeTarget: { id: GROUP } } })).toEqual({
    ...before,
    [APP]: { ...before[APP], includeTarget: { targetType: 'group', id: GROUP } },
  });
  expect(after({ [PLACE]: { state: 'unknownFutureValue' } })).toEqual(before);
});

test('known states name nobody but everybody, and differ in the state of each feature', () => {
  const { A, B } = operationNamed('microsoftAuthenticator').examples;
  const stateOf = (state: typeof A, name: string): unknown =>
    (state['featureSettings'] as Record<string, { state: unknown }>)[name]?.state;
  for (const name of [APP, PLACE]) expect(stateOf(A, name)).not.toBe(stateOf(B, name));
  expect(JSON.stringify([A, B])).not.toMatch(/[0-9a-f]{8}-/);
});
