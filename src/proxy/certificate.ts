/**
 * A certificate for this machine by its usual names, signed by itself: who is to trust it is given it as a CA.
 * Made anew each time, so that no key lies around.
 */
export async function localCertificate(): Promise<{ key: string; cert: string }> {
  const { generate } = await import('selfsigned');
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'graph-contract proxy' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  return { key, cert };
}
