import { exchange, PATH, ROOT, testCheck, violates } from '../support';

const EXPECTED = `/v1.0${PATH}`;
const at = (url: string) => exchange({ url });

testCheck('request/path', 'REQ-PATH', {
  needs: [],
  holds: {
    'a relative URL, whose root is not known': at(PATH),
    'the path of the page': exchange(),
    'the path under beta': at(`https://graph.microsoft.com/beta${PATH}`),
    'names in lower case': at(`${ROOT}${PATH.toLowerCase()}`),
    'the key in parentheses': at(
      `${ROOT}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations('TemporaryAccessPass')`,
    ),
    'the key in encoded parentheses': at(
      `${ROOT}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations(%27TemporaryAccessPass%27)`,
    ),
    'a slash at the end': at(`${ROOT}${PATH}/`),
    'a query string': at(`${ROOT}${PATH}?$select=state`),
    'a root with a path of its own': at(`http://localhost:8080/simulator/graph/v1.0${PATH}`),
  },
  breaks: {
    'a segment without its s': [
      at(
        `${ROOT}/policies/authenticationMethodsPolicy/authenticationMethodConfiguration/TemporaryAccessPass`,
      ),
      violates(
        'url',
        EXPECTED,
        '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfiguration/TemporaryAccessPass',
      ),
    ],
    'a segment too few': [
      at(`${ROOT}/policies/authenticationMethodsPolicy/TemporaryAccessPass`),
      violates('url', EXPECTED, '/v1.0/policies/authenticationMethodsPolicy/TemporaryAccessPass'),
    ],
    'no version root': [at(`https://graph.microsoft.com${PATH}`), violates('url', EXPECTED, PATH)],
    'a misspelt segment before the one that names the operation': [
      at(
        `${ROOT}/policies/authenticationMethodPolicy/authenticationMethodConfigurations/TemporaryAccessPass`,
      ),
      violates(
        'url',
        EXPECTED,
        '/v1.0/policies/authenticationMethodPolicy/authenticationMethodConfigurations/TemporaryAccessPass',
      ),
    ],
  },
  silent: {
    "the CSDL's own entity set, of which nothing is written": at(
      `${ROOT}/authenticationMethodConfigurations/TemporaryAccessPass`,
    ),
    "the CSDL's own singleton": at(
      `${ROOT}/authenticationMethodsPolicy/authenticationMethodConfigurations('TemporaryAccessPass')`,
    ),
    'another method of the policy': at(
      `${ROOT}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Sms`,
    ),
    'the policy above it': at(`${ROOT}/policies/authenticationMethodsPolicy`),
    'a batch': exchange({ method: 'POST', url: `${ROOT}/$batch`, json: { requests: [] } }),
  },
});
