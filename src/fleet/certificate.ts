/** A certificate of nobody's, for providers that answer https; made anew each time, so that no key lies around. */
export async function certificate(): Promise<{ key: string; cert: string }> {
  const { generate } = await import('selfsigned');
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  return { key, cert };
}
