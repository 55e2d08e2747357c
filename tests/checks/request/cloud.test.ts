import { batch, exchange, PATH, testCheck, violates } from '../support';

const at = (origin: string, version = 'v1.0') => exchange({ url: `${origin}/${version}${PATH}` });
const CHINA = 'https://microsoftgraph.chinacloudapi.cn';

testCheck('request/cloud', 'REQ-CLOUD', {
  needs: [],
  holds: {
    'v1.0 of the global cloud': at('https://graph.microsoft.com'),
    'beta of the global cloud': at('https://graph.microsoft.com', 'beta'),
    'v1.0 of US Government L4': at('https://graph.microsoft.us'),
    'v1.0 of US Government L5': at('https://dod-graph.microsoft.us'),
    'beta of China, which the beta page ticks': at(CHINA, 'beta'),
  },
  breaks: { 'v1.0 of China': [at(CHINA), violates('url', 'beta', 'v1.0')] },
  silent: {
    'Germany, which is closed under any version': at('https://graph.microsoft.de'),
    'a simulator': at('http://localhost:8080'),
    'a path without a version root': exchange({ url: `${CHINA}${PATH}` }),
    'a batch of other operations': batch(
      [{ id: '1', method: 'GET', url: '/me' }],
      [{ id: '1', status: 200 }],
      { url: `${CHINA}/v1.0/$batch` },
    ),
  },
});
