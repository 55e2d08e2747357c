import { readLoosely } from '../files/read';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { fileOf } from './options';

/**
 * The certificates that an option names, as the text of their file.
 * @throws UsageError where the file cannot be read, holds none, or holds one that is broken: TLS would ignore such
 *   a file, and report later that no issuer is trusted
 */
export function certificatesOf(option: string, file: string, io: Io): string {
  const text = fileOf(option, file, io, 'written', readLoosely);
  const blocks = blocksOf(text);
  if (blocks.length === 0) throw new UsageError(`${option} ${file}: ${whatElse(text)}`);
  for (const [at, block] of blocks.entries())
    if (!isCertificate(block))
      throw new UsageError(
        `${option} ${file}: certificate ${at + 1} of ${blocks.length} is broken; export it again as PEM`,
      );
  return text;
}

/**
 * A certificate and its key, each from the file that an option names.
 * @throws UsageError where one cannot be read, or they do not belong together
 */
export function pairOf(
  cert: { option: string; file: string },
  key: { option: string; file: string },
  io: Io,
): { cert: string; key: string } {
  const pair = {
    cert: certificatesOf(cert.option, cert.file, io),
    key: fileOf(key.option, key.file, io, 'written', readLoosely),
  };
  if (!isKey(pair.key))
    throw new UsageError(
      `${key.option} ${key.file}: it holds no private key in PEM that can be read without a passphrase`,
    );
  try {
    createSecureContext(pair);
  } catch {
    throw new UsageError(
      `${key.option} ${key.file}: it is not the key of the certificate in ${cert.option} ${cert.file}`,
    );
  }
  return pair;
}

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const LABELS = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];

/** The certificates in a text, each from its first line to its last; one without a last line goes to the end. */
function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  for (const label of LABELS) {
    const begin = `${BEGIN}${label}-----`;
    const end = `${END}${label}-----`;
    for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
      const last = text.indexOf(end, at);
      blocks.push(last < 0 ? text.slice(at) : text.slice(at, last + end.length));
    }
  }
  return blocks;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

function isKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
}

/** What a file without a certificate is, as far as it shows. */
function whatElse(text: string): string {
  if (text.trim() === '') return 'it is empty; a certificate in PEM is wanted';
  if (text.includes(BEGIN) && text.includes('PRIVATE KEY-----'))
    return 'it holds a private key and no certificate; name the file with the certificate';
  if (text.includes(`${BEGIN}CERTIFICATE REQUEST-----`))
    return 'it holds a request for a certificate; name the certificate that was issued for it';
  // DER begins with a sequence whose length has two bytes.
  if (text.startsWith('0\ufffd'))
    return 'it holds no certificate in PEM, and may be one in DER; `openssl x509 -inform der -in FILE` writes PEM';
  return 'it holds no certificate in PEM (-----BEGIN CERTIFICATE-----)';
}
