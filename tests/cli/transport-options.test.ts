import { Readable } from 'node:stream';
import type { Io } from '../../src/cli/io';
import { proxyFor, transportOf } from '../../src/cli/transport-options';
import { UsageError } from '../../src/usage-error';

const NAMES = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'HTTP_PROXY', 'http_proxy'];
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
beforeEach(() => NAMES.forEach((name) => delete process.env[name]));
afterAll(() => {
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

test('HTTPS_PROXY is gone through, but for NO_PROXY and this machine', () => {
  process.env['HTTPS_PROXY'] = 'http://proxy.example:8080';
  process.env['NO_PROXY'] = 'gateway.example,.internal';
  expect(proxyFor('https://graph.microsoft.com/v1.0')?.host).toBe('proxy.example:8080');
  expect(proxyFor('https://gateway.example/v1.0')).toBeUndefined();
  expect(proxyFor('https://a.internal/v1.0')).toBeUndefined();
  expect(proxyFor('https://localhost:8443/v1.0')).toBeUndefined();
  delete process.env['HTTPS_PROXY'];
  expect(proxyFor('https://graph.microsoft.com/v1.0')).toBeUndefined();
});

test('a proxy over anything but http is refused in one line', () => {
  process.env['HTTPS_PROXY'] = 'https://user:canary@proxy.example';
  expect(() => proxyFor('https://graph.microsoft.com/v1.0')).toThrow(UsageError);
  expect(() => proxyFor('https://graph.microsoft.com/v1.0')).toThrow(
    /^the proxy proxy\.example has a URL with https, and only http is supported: set HTTPS_PROXY or HTTP_PROXY to an http URL$/,
  );
});

test.each([
  '::canary',
  'http://[canary',
  'http://%zz:canary@proxy.example',
  'http://a:%canary@proxy.example',
])('the proxy %s, which is no URL that can be read, is refused without being repeated', (proxy) => {
  process.env['HTTPS_PROXY'] = proxy;
  const ask = (): unknown => proxyFor('https://graph.microsoft.com/v1.0');
  expect(ask).toThrow(UsageError);
  expect(ask).toThrow(/^(?!.*canary).* is not a URL/);
});

test('a certificate without its key is refused', () => {
  const io: Io = {
    ...{
      stdout: () => undefined,
      stderr: () => undefined,
      stdin: () => Readable.from([]),
      env: {},
      cwd: '.',
    },
    ...{ terminal: { stdout: false, stderr: false, width: 80 }, signal: new AbortController().signal },
  };
  expect(() => transportOf({ clientCert: 'a.pem' }, 'https://gateway.example', io)).toThrow(
    '--client-cert and --client-key belong together: one of them is missing',
  );
  expect(() => transportOf({ ca: 'nowhere.pem' }, 'https://gateway.example', io)).toThrow(
    /nowhere\.pem: there is no such file/,
  );
});
