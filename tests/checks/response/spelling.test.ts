import {
  context,
  deviates,
  POLICY,
  refusal,
  settled,
  testCheck,
  update,
  updateOf,
  violates,
} from '../support';

const EXAMPLE_KEY =
  'https://graph.microsoft.com/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const LOWER_CASE =
  'https://graph.microsoft.com/v1.0/policies/authenticationmethodspolicy/authenticationmethodconfigurations/TemporaryAccessPass';

const after = (defaultLength: number) => settled({ ...POLICY, defaultLength });
const set = (defaultLength: number, url?: string, accept?: string) =>
  update(
    { defaultLength },
    { context: context(accept === undefined ? {} : { accept }), ...(url && { url }) },
  );

const cases = (requirement: string, url: string, breaks: typeof violates) => ({
  needs: ['requestBody', 'responseBody'] as const,
  holds: {
    'a value that was written by another spelling': [
      set(14),
      after(14),
      set(15, url, requirement),
      after(15),
    ],
  },
  breaks: {
    'a value that does not show': [
      [set(14), after(14), set(15, url, requirement), after(14)],
      breaks('/defaultLength', '15', '14'),
    ] as [ReturnType<typeof set>[], ReturnType<typeof violates>],
  },
  silent: {
    'nothing that shows, whatever the spelling': [set(14), after(12), set(15, url, requirement), after(12)],
    'no write in the spelling of the read': [set(15, url, requirement), after(12)],
    'a spelling that is refused': [
      set(14),
      after(14),
      refusal({ json: updateOf({ defaultLength: 15 }), url, context: context({ accept: requirement }) }),
      after(14),
    ],
    'another spelling that was not sent for the row': [set(14), after(14), set(15, url), after(14)],
    'two updates before the read': [set(14), after(14), set(15, url, requirement), set(14), after(14)],
  },
});

testCheck('response/key-spelling', 'RES-KEY-CASE', cases('RES-KEY-CASE', EXAMPLE_KEY, violates));
testCheck('response/path-spelling', 'RES-PATH-CASE', cases('RES-PATH-CASE', LOWER_CASE, deviates));
