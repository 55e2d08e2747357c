import { withoutSecretForms } from '../../../src/exchanges/hiding/free-text';

const cleaned = (text: string): string =>
  withoutSecretForms(
    text,
    () => '[hidden]',
    () => '[address]',
  );

test.each([
  ['a telephone number with a plus', 'Call +44 7700 900123 now', 'Call [hidden] now'],
  ['a telephone number of digits alone', 'Call 07700900123 now', 'Call [hidden] now'],
  ['a telephone number in groups', 'Call 425-555-0100 now', 'Call [hidden] now'],
  ['an object of JSON in Base64', 'The state eyJhIjoiSTRtJDFrZDAhIn0= is old', 'The state [hidden]= is old'],
  ['a list of JSON in Base64', 'The state W3siYSI6InhxenFycyJ9XQ== is old', 'The state [hidden]== is old'],
  ['an address of mail', 'Sent to jane@contoso.example.', 'Sent to [hidden].'],
  ['a key of letters and digits', 'The key 8f3a9b27c1d4e5f6 is wrong', 'The key [hidden] is wrong'],
  ['what stands behind the name of a secret', 'password: tr0ub', 'password: [hidden]'],
  ['what the name of a secret is equal to', 'password=tr0ub', 'password=[hidden]'],
  ['an address, by its own rules', 'See https://x.example/a?code=1 for more', 'See [address] for more'],
])('hides %s', (_name, text, wanted) => {
  expect(cleaned(text)).toBe(wanted);
});

test.each([
  ['a date', 'since 2026-11-22T08:00:00Z'],
  ['the word behind the name of a secret', 'token: expired'],
  ['a mark of something hidden before', 'password: [secret-3, 24 characters]'],
  ['an annotation', "'includeTargets@odata.type' is unknown"],
  ['a code', 'AADSTS50011: the reply address does not match'],
  ['an id and an address of a network', '0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90 from 127.0.0.1:8080'],
  ['a name in camel case', 'temporaryAccessPassAuthenticationMethodConfiguration'],
])('shows %s', (_name, text) => {
  expect(cleaned(text)).toBe(text);
});
