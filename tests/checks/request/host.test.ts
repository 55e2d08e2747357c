import { exchange, judgeOne, PATH, testCheck, violates } from '../support';

const at = (origin: string) => exchange({ url: `${origin}/v1.0${PATH}` });
const EXPECTED = 'https and the root of a cloud that offers the operation';

testCheck('request/host', 'REQ-HOST', {
  needs: [],
  holds: {
    'the global root': at('https://graph.microsoft.com'),
    'the global root in capitals': at('https://GRAPH.MICROSOFT.COM'),
    'the root of US Government L4': at('https://graph.microsoft.us'),
    'the root of US Government L5': at('https://dod-graph.microsoft.us'),
    'the root of China, whose v1.0 is for request/cloud to judge': at(
      'https://microsoftgraph.chinacloudapi.cn',
    ),
  },
  breaks: {
    'http to Graph': [
      at('http://graph.microsoft.com'),
      violates('url', EXPECTED, 'http://graph.microsoft.com'),
    ],
    'the root of Germany, which is closed': [
      at('https://graph.microsoft.de'),
      violates('url', EXPECTED, 'https://graph.microsoft.de'),
    ],
  },
  silent: {
    'a simulator over http': at('http://localhost:8080'),
    'a host that only ends like Graph': at('https://graph.microsoft.com.example.org'),
    'a relative URL': exchange({ url: `/v1.0${PATH}` }),
  },
});

test.each([
  ['http://graph.microsoft.com', 'a request to Microsoft Graph must use https'],
  ['https://graph.microsoft.de', 'graph.microsoft.de is closed'],
])('of %s it says %j', (origin, message) => {
  expect(judgeOne('request/host', at(origin)).findings).toMatchObject([{ message }]);
});
