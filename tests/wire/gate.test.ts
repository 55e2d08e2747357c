import { isLoopback } from '../../src/exchanges/loopback';
import { Gate } from '../../src/wire/gate';
import { UsageError } from '../../src/usage-error';

const refusal = (url: string, allowWrites: boolean): string | undefined => {
  try {
    new Gate({ allowWrites }).admit(url);
    return undefined;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message;
  }
};

describe('the gate', () => {
  test.each([
    'http://localhost:8080/v1.0',
    'https://graph.localhost/v1.0',
    'http://LOCALHOST./v1.0',
    'http://127.0.0.1/v1.0',
    'http://127.8.9.10/v1.0',
    'http://[::1]:3000/v1.0',
    'http://[::ffff:127.0.0.1]/v1.0',
    'http://2130706433/v1.0',
  ])('admits this machine as %s', (url) => {
    expect(refusal(url, false)).toBeUndefined();
  });

  test.each([
    'https://gateway.contoso.example/v1.0',
    'http://10.0.0.1/v1.0',
    'http://127.0.0.1.contoso.example/v1.0',
    'http://localhost.contoso.example/v1.0',
    'http://[::2]/v1.0',
    'http://[::ffff:10.0.0.1]/v1.0',
    'http://0.0.0.0/v1.0',
  ])('admits %s only where writes are allowed', (url) => {
    expect(refusal(url, false)).toMatch(/--allow-writes/);
    expect(refusal(url, true)).toBeUndefined();
  });

  test.each([
    'https://graph.microsoft.com/v1.0',
    'https://GRAPH.MICROSOFT.COM/v1.0',
    'https://graph.microsoft.com./v1.0',
    'https://graph.microsoft.us/v1.0',
    'https://dod-graph.microsoft.us/v1.0',
    'https://microsoftgraph.chinacloudapi.cn/v1.0',
    'https://graph.microsoft.de/v1.0',
    'https://login.microsoftonline.com/common',
    'https://graph.windows.net/v1.0',
  ])('never admits %s', (url) => {
    expect(refusal(url, true)).toMatch(/belongs to a Microsoft cloud/);
  });

  test.each(['https://microsoft.com.contoso.example/v1.0', 'https://notmicrosoft.com/v1.0'])(
    'does not take %s for a Microsoft cloud',
    (url) => {
      expect(refusal(url, true)).toBeUndefined();
    },
  );
});

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['[::1]', true],
  ['::1', true],
  ['128.0.0.1', false],
  ['127.0.0.1.example', false],
  ['', false],
])('takes %j for this machine: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
