/** Files that are told by how they begin, and what to do about them. */
const KINDS: readonly [begins: number[], what: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive: unpack it, and pass the files in it'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed by zstd: decompress it, or use gzip'],
  [[0x42, 0x5a, 0x68], 'compressed by bzip2: decompress it, or use gzip'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'compressed by xz: decompress it, or use gzip'],
  [[0x1f, 0x8b], 'gzip within gzip: undo it once'],
  [[0xd4, 0xc3, 0xb2, 0xa1], 'a capture of packets: record a HAR, or use graph-contract proxy'],
  [[0xa1, 0xb2, 0xc3, 0xd4], 'a capture of packets: record a HAR, or use graph-contract proxy'],
  [[0x0a, 0x0d, 0x0d, 0x0a], 'a capture of packets: record a HAR, or use graph-contract proxy'],
];

/** A flow of mitmproxy: the length of a netstring, and the first name in it. */
const MITMPROXY = /^\d{2,9}:\d{1,9}:[a-z_]+;/;

/**
 * What a file is that is no text.
 * @param start its first bytes
 */
export function binaryIn(start: Buffer): string | undefined {
  const kind = KINDS.find(([begins]) => begins.every((byte, at) => start[at] === byte))?.[1];
  if (kind !== undefined) return `it is ${kind}`;
  return MITMPROXY.test(start.toString('latin1', 0, 64))
    ? 'it is a flow file of mitmproxy: mitmdump -nr FILE --set hardump=traffic.har makes a HAR of it (mitmproxy 10.1 or later)'
    : undefined;
}
