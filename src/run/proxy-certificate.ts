import path from 'node:path';
import { makeFolder } from '../files/folder';
import { writePrivate } from '../files/written';
import type { ProxyRunOptions } from './proxy-options';

/** The file with the certificate that clients have to trust. */
export const PROXY_CA = 'proxy-ca.pem';

/** What the proxy speaks TLS with: what the user gave, or a certificate made for the run, which is left for clients. */
export async function certificateFor({
  tls,
  out,
}: ProxyRunOptions): Promise<{ tls?: { key: string; cert: string }; caFile?: string }> {
  if (tls !== 'made') return tls ? { tls } : {};
  const { localCertificate } = await import('../proxy/certificate.js');
  const made = await localCertificate();
  const caFile = path.join(out, PROXY_CA);
  makeFolder(out);
  writePrivate(caFile, made.cert);
  return { tls: made, caFile };
}
