import { exchange, informs, PATH, testCheck } from '../support';

const at = (root: string) => exchange({ url: `https://graph.microsoft.com${root}${PATH}` });

testCheck('request/version', 'REQ-VERSION', {
  needs: [],
  holds: { 'v1.0': at('/v1.0'), 'V1.0 in capitals': at('/V1.0') },
  breaks: {
    beta: [at('/beta'), informs('url', 'v1.0', 'beta')],
    'Beta in another letter case': [at('/Beta'), informs('url', 'v1.0', 'beta')],
  },
  silent: { 'a path without a version root': at('') },
});
