import { exchange, informs, PATH, ROOT, testCheck } from '../support';

const keyed = (key: string) => exchange({ url: `${ROOT}${PATH.replace('TemporaryAccessPass', key)}` });

testCheck('request/key-case', 'REQ-ID-CASE', {
  needs: [],
  holds: {
    'the returned spelling': exchange(),
    'the returned spelling in parentheses': exchange({
      url: `${ROOT}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations('TemporaryAccessPass')`,
    }),
    'the returned spelling behind names in lower case': exchange({
      url: `${ROOT}${PATH.toLowerCase().replace('temporaryaccesspass', 'TemporaryAccessPass')}`,
    }),
  },
  breaks: {
    "the page's own example": [
      keyed('temporaryAccessPass'),
      informs('url', 'TemporaryAccessPass', 'temporaryAccessPass'),
    ],
    capitals: [keyed('TEMPORARYACCESSPASS'), informs('url', 'TemporaryAccessPass', 'TEMPORARYACCESSPASS')],
  },
  silent: { 'a batch': exchange({ method: 'POST', url: `${ROOT}/$batch`, json: { requests: [] } }) },
});
