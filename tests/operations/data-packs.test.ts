import { operationNamed } from '../../src/contract/operation';
import { modelOf } from '../../src/provider';
import { applyTo } from '../../src/provider/policies/model';
import { boolean, collections, flag, hold, ids, states, strangers, types, type Boundary } from './boundary';
import { PAGES, type Known } from './support';

/**
 * The boundaries of updates of voice calls, software OATH tokens and passcodes by email, read off the pages and the
 * CSDL by hand. Whoever changes a line needs a page that says so.
 *
 * @see https://learn.microsoft.com/graph/api/voiceauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/softwareoathauthenticationmethodconfiguration
 * @see https://learn.microsoft.com/graph/api/resources/emailauthenticationmethodconfiguration
 * @see https://graph.microsoft.com/v1.0/$metadata
 */
const common = (name: Known, other: Known): Boundary[] => [
  ...types(name, other),
  ...states,
  ...ids(name, other),
  ...collections,
  ...flag('isRegistrationRequired', 'REQ-TGT-REG'),
  ...strangers,
];

const voice: Boundary[] = [
  ...common('voice', 'sms'),
  ...boolean('isOfficePhoneAllowed', 'REQ-OFFICE'),
  // Update and GET page, examples: texts.
  ['isOfficePhoneAllowed', 'true', 'lenient', 'REQ-OFFICE'],
  ['isOfficePhoneAllowed', 'false', 'lenient', 'REQ-OFFICE'],
  ['isOfficePhoneAllowed', '0', 'out', 'REQ-OFFICE'],
  // Of the beta pages, and of a page of the parent.
  ['callerIdNumber', '+1 425 555 0100', 'out', 'REQ-UNKNOWN'],
  ['isCustomGreetingEnabled', false, 'out', 'REQ-UNKNOWN'],
  ['isUsableForSignIn', true, 'out', 'REQ-UNKNOWN'],
];

const softwareOath: Boundary[] = [
  ...common('softwareOath', 'email'),
  // Of the policy of Microsoft Authenticator.
  ['isSoftwareOathEnabled', true, 'out', 'REQ-UNKNOWN'],
  ['isOfficePhoneAllowed', true, 'out', 'REQ-UNKNOWN'],
];

const external = (value: unknown, side: Boundary[2], requirement = 'REQ-EMAIL-EXTERNAL'): Boundary => [
  'allowExternalIdToUseEmailOtp',
  value,
  side,
  requirement,
];
const email: Boundary[] = [
  ...common('email', 'voice'),
  // Resource page, properties; CSDL, externalEmailOtpState: four members, and it may be null.
  external('default', 'in'),
  external('enabled', 'in'),
  external('disabled', 'in'),
  external('Default', 'lenient'),
  external('ENABLED', 'lenient'),
  external('unknownFutureValue', 'in', 'REQ-UFV'),
  external('on', 'out'),
  external('', 'out'),
  external(' enabled', 'out'),
  external(true, 'out'),
  external(1, 'out'),
  external(['enabled'], 'out'),
  external({}, 'out'),
  external(null, 'open', 'REQ-NULL'),
  ['isOfficePhoneAllowed', true, 'out', 'REQ-UNKNOWN'],
];

describe.each<[Known, Boundary[]]>([
  ['voice', voice],
  ['softwareOath', softwareOath],
  ['email', email],
])('an update of %s', hold);

/** Update pages, examples; that of voice calls has its Boolean as a text, and that of email a comma too many. */
test.each<[Known, object, string[]]>([
  ['voice', { isOfficePhoneAllowed: 'false' }, ['REQ-OFFICE']],
  ['softwareOath', { state: 'disabled' }, []],
  ['email', { allowExternalIdToUseEmailOtp: 'enabled' }, []],
])('the example of the page of %s is taken, and at most deviates', (name, members, requirements) => {
  const body = { '@odata.type': PAGES[name].type, ...members };
  const breaches = operationNamed(name).validateUpdate(body);
  expect(breaches.map(({ requirement, lenient }) => lenient && requirement)).toEqual(requirements);
  expect(applyTo(modelOf(name), modelOf(name).defaults(), body)).toMatchObject({ ok: true });
});

test('the texts "true" and "false" of office phones are stored as Booleans', () => {
  const model = modelOf('voice');
  for (const value of [true, false]) {
    const sent = { '@odata.type': PAGES.voice.type, isOfficePhoneAllowed: String(value) };
    expect(applyTo(model, model.defaults(), sent)).toMatchObject({ next: { isOfficePhoneAllowed: value } });
  }
});

test('the sentinel leaves the use by guests as it was', () => {
  const model = modelOf('email');
  const before = { ...model.defaults(), allowExternalIdToUseEmailOtp: 'disabled' };
  const sent = { '@odata.type': PAGES.email.type, allowExternalIdToUseEmailOtp: 'unknownFutureValue' };
  expect(applyTo(model, before, sent)).toMatchObject({ next: { allowExternalIdToUseEmailOtp: 'disabled' } });
});
