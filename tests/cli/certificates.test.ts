/** A file of certificates is looked into before anything is sent: TLS passes over what it cannot read in silence. */
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { generate } from 'selfsigned';
import { localCertificate } from '../../src/proxy/certificate';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const run = commandLine(folder);
const keep = (name: string, content: string | Buffer): void =>
  writeFileSync(path.join(folder, name), content);
let url = '';
let close: () => void;

beforeAll(async () => {
  const own = await localCertificate();
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'gateway.example' }]);
  const other = { key, cert };
  const middle = Math.floor(own.cert.length / 2);
  keep('own.pem', own.cert);
  keep('own.key', own.key);
  keep('other.key', other.key);
  keep('both.pem', `the first\n${other.cert}\n\nthe second\r\n${own.cert}`.replaceAll('\n', '\r\n'));
  keep('trusted.pem', own.cert.replaceAll(' CERTIFICATE-', ' TRUSTED CERTIFICATE-'));
  keep('empty.pem', ' \n');
  keep('der.cer', new X509Certificate(own.cert).raw);
  keep('page.html', '<!doctype html><h1>Sign in</h1>');
  keep('request.pem', own.cert.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'));
  keep('second-broken.pem', other.cert + own.cert.slice(0, middle) + own.cert.slice(middle + 40));
  keep('cut.pem', own.cert.slice(0, middle));
  const server = createServer(own, (_request, response) => response.writeHead(401).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://localhost:${(server.address() as AddressInfo).port}/v1.0`;
  close = () => server.close();
});
afterAll(() => close());

const verify = (...options: string[]) =>
  run(['verify', '--provider', url, '--token', 'abc', '--quiet', ...options]);

test.each<[file: string, line: RegExp]>([
  ['empty.pem', /it is empty; a certificate in PEM is wanted$/],
  ['own.key', /it holds a private key and no certificate; name the file with the certificate$/],
  ['der.cer', /it holds no certificate in PEM, and may be one in DER; /],
  ['page.html', /it holds no certificate in PEM \(-----BEGIN CERTIFICATE-----\)$/],
  ['request.pem', /it holds a request for a certificate; /],
  ['second-broken.pem', /certificate 2 of 2 is broken; export it again as PEM$/],
  ['cut.pem', /certificate 1 of 1 is broken; export it again as PEM$/],
])('--ca %s is refused in one line', async (file, line) => {
  for (const args of [
    ['verify', '--provider', url],
    ['proxy', '--target', url, '--port', '0'],
  ]) {
    const { exitCode, stderr } = await run([...args, '--ca', file]);
    expect(exitCode).toBe(2);
    expect(stderr.trim()).toMatch(new RegExp(`^--ca ${file}: [^\n]*$`));
    expect(stderr.trim()).toMatch(line);
  }
});

test.each(['own.pem', 'both.pem', 'trusted.pem'])('--ca %s is trusted', async (file) => {
  const { stderr, stdout } = await verify('--ca', file);
  expect(stdout + stderr).toMatch(/was answered with 401/);
});

test.each([
  ['a key of another certificate', 'own.pem', 'other.key', /^--client-key other\.key: it is not the key of /],
  [
    'a certificate for a key',
    'own.pem',
    'own.pem',
    /^--client-key own\.pem: it holds no private key in PEM /,
  ],
  [
    'a key for a certificate',
    'own.key',
    'own.key',
    /^--client-cert own\.key: it holds a private key and no /,
  ],
])('%s is refused in one line', async (_what, cert, key, line) => {
  const { exitCode, stderr } = await verify('--client-cert', cert, '--client-key', key);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(line);
});
