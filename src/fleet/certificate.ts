/** Makes a self-signed certificate for providers that answer https. It is new each time, so that no key is stored. */
export async function certificate(): Promise<{ key: string; cert: string }> {
  const { generate } = await import('selfsigned');
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  return { key, cert };
}
