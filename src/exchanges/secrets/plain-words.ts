import { METHODS, STATUS_CODES } from 'node:http';

/** Words that headers of HTTP are made of. */
export const WORDS_OF_HEADERS: ReadonlySet<string> = new Set(
  `gzip deflate br zstd compress x-gzip x-compress identity chunked trailers keep-alive close upgrade timeout max
  no-cache no-store no-transform no-siteapp must-revalidate proxy-revalidate must-understand private public immutable
  max-age max-stale min-fresh s-maxage stale-while-revalidate stale-if-error only-if-cached
  accept accept-encoding accept-language authorization content-type content-length content-encoding origin prefer
  client-request-id request-id return-client-request-id consistencylevel odata-version odata-maxversion user-agent
  etag location retry-after cookie date vary www-authenticate x-requested-with
  get head put post patch delete options trace connect
  includesubdomains preload nosniff deny sameorigin require-corp same-origin same-site cross-site none no-cors cors
  navigate document empty websocket script style image true false bytes 100-continue q u i eventual session
  h2 h2c h3 tls http websockets strict-origin strict-origin-when-cross-origin no-referrer origin-when-cross-origin
  xmlhttprequest block mode enforce report-only en de fr es it ja zh us gb utf-8 iso-8859-1 us-ascii
  quota-limit second minute hour day policy limit remaining reset w`.split(/\s+/),
);

/** Further ones: names of headers and parameters, parts of media types, and what errors say of a secret. */
const OTHERS =
  `transfer-encoding content-location content-language connection proxy-authenticate allow server trailer
  cache-control strict-transport-security x-ms-ags-diagnostic set-cookie host referer link last-modified expires
  x-content-type-options if-match if-none-match preference-applied x-correlation-id x-request-id
  application json text plain html charset odata.metadata metadata odata.streaming odata.maxverbosity minimal full return representation
  multipart mixed boundary bearer basic digest negotiate realm scope error_description error_uri authorization_uri
  resource_metadata invalid_token invalid_request insufficient_scope access_token client_id
  https graph.microsoft.com login.microsoftonline.com common organizations oauth2 v1.0 beta policies authorize token
  path secure httponly samesite lax strict domain
  missing required invalid expired unknown unsupported malformed revoked rejected incorrect wrong undefined default
  example`.split(/\s+/);

const phrases = Object.values(STATUS_CODES).filter((phrase) => phrase !== undefined);
const words: ReadonlySet<string> = new Set(
  [
    ...WORDS_OF_HEADERS,
    ...OTHERS,
    ...METHODS,
    // As phrases, and as Graph makes codes of them.
    ...phrases.flatMap((phrase) => [...phrase.split(' '), phrase.replaceAll(' ', '')]),
  ].map((word) => word.toLowerCase()),
);
/** No secret that is so long is made of words alone. */
const LONGEST = 64;
const BETWEEN = /[\s,;=:/"'()<>]+/;

/**
 * Whether a value is made of words that every head of HTTP, or every message, may have. Where one is called a secret it
 * is hidden there; to blacken it elsewhere too would take from a record what it is judged by, and hide nothing.
 */
export function isPlainWord(value: string): boolean {
  if (value.length > LONGEST) return false;
  const pieces = value
    .toLowerCase()
    .split(BETWEEN)
    .filter((piece) => piece !== '');
  return (
    pieces.some((piece) => words.has(piece)) &&
    pieces.every((piece) => words.has(piece) || /^\d{1,3}(?:\.\d)?$/.test(piece))
  );
}

/** Up to eight digits, and the name of a product with its version. */
const ORDINARY = /^(?:\d{1,8}|[A-Za-z][A-Za-z._-]{0,30}\/\d{1,5}(?:\.\d{1,5}){0,4})$/;

/**
 * Whether a value is one that a harmless header may have by chance, such as a number of seconds or a product. Where one is
 * called a secret it is looked for everywhere but in such headers.
 */
export const isOrdinary = (value: string): boolean => ORDINARY.test(value);
