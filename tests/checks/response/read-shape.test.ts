import { Redactor } from '../../../src/exchanges/redact';
import {
  context,
  deviates,
  exchange,
  POLICY,
  read,
  refusal,
  superseded,
  testCheck,
  truncated,
  TYPE,
  URL_OF_POLICY,
  violates,
} from '../support';

const without = (...names: string[]) =>
  read(Object.fromEntries(Object.entries(POLICY).filter(([name]) => !names.includes(name))));
const withMembers = (members: object) => read({ ...POLICY, ...members });
const untyped = Object.fromEntries(Object.entries(POLICY).filter(([name]) => name !== '@odata.type'));
const planned = { context: context({ accept: 'GET-SHAPE' }) };

testCheck('response/read-shape', 'GET-SHAPE', {
  needs: ['responseBody'],
  holds: {
    'the policy': read(),
    'the policy inside a batch, which may leave out headers': read(undefined, {
      ...{ batch: { parent: 'b', id: '1' }, answer: { headers: {} } },
    }),
    'context annotations': withMembers({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata',
      'includeTargets@odata.context': 'https://graph.microsoft.com/beta/$metadata',
    }),
    'members that are declared nowhere': withMembers({ ofTheProvidersOwn: { a: 1 } }),
    'scalars that are null': withMembers({ state: null, defaultLength: null, isUsableOnce: null }),
    'a target type of the future': withMembers({
      includeTargets: [{ id: 'a', targetType: 'roleAssignable' }],
    }),
    'parameters of the media type': read(undefined, {
      answer: { headers: { 'Content-Type': 'application/json;odata.metadata=minimal;charset=utf-8' } },
    }),
    'a value out of range, which state/range judges': withMembers({ defaultLength: 4 }),
    'lifetimes out of order, which state/range judges': withMembers({ maximumLifetimeInMinutes: 40 }),
    'another id, which state/key judges': withMembers({ id: 'Sms' }),
    'a policy whose media type stood among the secrets': new Redactor(['Accept']).exchange(
      read(undefined, { headers: { Accept: 'application/json' } }),
    ),
  },
  breaks: {
    'a text inside a batch': [
      read('eyJpZCI6ICJ4In0=', { batch: { parent: 'b', id: '1' } }),
      violates('', 'a JSON object', 'JSON that is no object'),
    ],
    'no type': [without('@odata.type'), violates('/@odata.type', 'present', 'nothing')],
    'a type without its #': [
      withMembers({ '@odata.type': TYPE.slice(1) }),
      violates('/@odata.type', `"${TYPE}"`, `"${TYPE.slice(1)}"`),
    ],
    'a type in another letter case, which only deviates': [
      withMembers({ '@odata.type': TYPE.toUpperCase() }),
      deviates('/@odata.type', `"${TYPE}"`, `"${TYPE.toUpperCase()}"`),
    ],
    'no id': [without('id'), violates('/id', 'present', 'nothing')],
    'an id that is no string': [withMembers({ id: 7 }), violates('/id', 'a string', '7')],
    'a number as a string': [
      withMembers({ defaultLength: 'Integer' }),
      violates('/defaultLength', 'an integer', '"Integer"'),
    ],
    'a state that is a stranger': [
      withMembers({ state: 'String' }),
      violates('/state', '"enabled" or "disabled"', '"String"'),
    ],
    'a boolean as a string': [
      withMembers({ isUsableOnce: 'true' }),
      violates('/isUsableOnce', 'true or false', '"true"'),
    ],
    'targets that are null': [
      withMembers({ includeTargets: null }),
      violates('/includeTargets', 'an array', 'null'),
    ],
    'a target without id': [
      withMembers({ excludeTargets: [{ targetType: 'group' }] }),
      violates('/excludeTargets/0/id', 'present', 'nothing'),
    ],
    'declared members that are missing, which only deviates': [
      without('excludeTargets', 'isUsableOnce'),
      deviates('/isUsableOnce', 'present', 'nothing'),
      deviates('/excludeTargets', 'present', 'nothing'),
    ],
    'another media type': [
      read(undefined, { answer: { headers: { 'Content-Type': 'text/json' } } }),
      violates('header:Content-Type', 'application/json', 'text/json'),
    ],
    'no media type': [
      read(undefined, { answer: { headers: { 'Content-Type': null } } }),
      violates('header:Content-Type', 'application/json', 'no Content-Type'),
    ],
    'an array': [read([POLICY]), violates('', 'a JSON object', 'JSON that is no object')],
    'an empty body': [
      exchange({ method: 'GET', status: 200, answer: { headers: { 'Content-Type': 'application/json' } } }),
      violates('', 'a JSON object', 'the body is empty'),
    ],
    'a byte order mark': [
      read(undefined, { answer: { json: undefined, text: `\uFEFF${JSON.stringify(POLICY)}` } }),
      violates('', 'a JSON object', 'the body starts with a byte order mark'),
    ],
    'an interim answer in the place of one, in recorded traffic too': [
      read(undefined, { status: 101 }),
      violates('status', '200', '101'),
    ],
    'a success other than 200': [read(undefined, { status: 206 }), violates('status', '200', '206')],
    'a read that a run planned and the provider refused': [
      refusal({ ...planned, method: 'GET', json: undefined, status: 404 }),
      violates('status', '200', '404'),
    ],
  },
  silent: {
    'a refusal in recorded traffic': refusal({ method: 'GET', json: undefined, status: 403 }),
    'a planned read that was throttled': refusal({ ...planned, method: 'GET', json: undefined, status: 429 }),
    'a planned read of a service that is overloaded': refusal({
      ...planned,
      method: 'GET',
      json: undefined,
      status: 503,
    }),
    'a read that was sent again': superseded(read([])),
    'an update': exchange({ status: 200, answer: { json: {} } }),
    'no answer': exchange({ method: 'GET', status: 0 }),
    'a body that was cut off when it was recorded': truncated(read(), 'response'),
    'a read of some members alone': read(
      { '@odata.context': 'x', state: 'enabled' },
      { url: `${URL_OF_POLICY}?$select=state` },
    ),
    'a read that wants no metadata': read(untyped, {
      headers: { Accept: 'application/json;odata.metadata=none' },
    }),
  },
});
