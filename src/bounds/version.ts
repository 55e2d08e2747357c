/** What Node's parser says of a request that it gives up on. */
export type ParserError = NodeJS.ErrnoException & {
  readonly rawPacket?: Buffer;
  readonly bytesParsed?: number;
};

/** Length of the longest end of a request line that is looked at: a blank, a version and a line end. */
const LONGEST = ' HTTP/3.0\r'.length;

/**
 * The version of a request that Node's parser refuses for it, such as `3.0`: one of HTTP that servers of this package do
 * not speak (RFC 9110 15.6.6). undefined for all that is no version.
 */
export function versionRefused({ code, rawPacket, bytesParsed = 0 }: ParserError): string | undefined {
  if (code !== 'HPE_INVALID_VERSION' || !rawPacket) return undefined;
  // The parser stops behind the version, and is at its line end then.
  const end = bytesParsed + 1;
  return / HTTP\/(\d\.\d)\r$/.exec(rawPacket.toString('latin1', Math.max(0, end - LONGEST), end))?.[1];
}
