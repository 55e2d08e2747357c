import type { Exchange, HeaderPair, Masked } from './exchange';

/** What recorders write for a value that they keep to themselves, by itself or with what stands around it. */
const WORDS =
  'redact(?:ed|ion)?|mask(?:ed)?|hidden|filtered|removed|saniti[sz]ed|scrubbed|censored|obfuscated|obscured|anonymi[sz]ed|stripped|suppressed|withheld|elided|blanked|omitted';
/** What they name in brackets: the kind of what stood there. */
const KINDS =
  'sensitive|secret|private|confidential|personal|pii|token|key|password|passcode|credentials?|authorization|bearer|cookie|value|data|header|hash(?:ed)?';

const A_WORD = new RegExp(`^[\\W_]*(?:${WORDS})[\\W_]*$`, 'i');
/** In brackets, stars, underscores and the like, a word of either list with others beside it. */
const WRAPPED = new RegExp(
  `^(?:\\[[^\\[\\]]*\\]|<[^<>]*>|\\([^()]*\\)|\\{[^{}]*\\}|\\*{1,3}[^*]+\\*{1,3}|_{2,}.+_{2,}|%.+%|#+[^#]+#+|-{2,}.+-{2,}|«.+»)$`,
);
const NAMES_A_MASK = new RegExp(`(?:^|[^a-z])(?:${WORDS}|${KINDS})(?:$|[^a-z])`, 'i');
/** What stands for each character, in groups perhaps: stars, bullets, blocks, crosses. */
const FILLED = /^(?:\*{3,}|[xX]{3,}|[•●∙◦·█▇■▒░…]+|#{3,}|\.{3,}|-{3,}|_{3,})$/;
const FILLED_GROUPS = /^[*xX•●]{2,}(?:[-:. /][*xX•●]{2,})+$/;
/** Where the ends were left, or the beginning alone. */
const FILLED_BETWEEN = /\*{3,}|[•●█▒]{2,}|…|\[\.{3}\]/;
/** What a template fills in, or should have. */
const TEMPLATE =
  /^(?:\{\{[^{}]*\}\}|\$\{\{?[^{}]*\}?\}|#\{[^{}]*\}|<%.*%>|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%|\{[A-Za-z][\w -]*(?::[^{}]*)?\}|<[A-Za-z][\w -]*>)$/;
/** A digest in the place of the value. */
const DIGEST = /^(?:sha-?\d{1,3}|md5|hmac\S{0,12})[:=-]\s*\S+$/i;
const GUID = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;
/** What a record of ours has in the place of a secret tells more than a mask does. */
const OURS = /^\[secret-\d+(?:, \d+ characters(?:, not a token)?)?\]$/;

/** Longest value that is looked at: a mask is short, and what is longer was not masked as a whole. */
const LONGEST = 256;

/**
 * Whether a value is none that was sent, but what a recorder, a template or documentation has in its place. Such
 * a value shows that there was one, and no more.
 */
export function isMask(value: string): boolean {
  const text = value.trim();
  if (text === '' || text.length > LONGEST || OURS.test(text) || GUID.test(text)) return false;
  if (A_WORD.test(text) || FILLED.test(text) || FILLED_GROUPS.test(text) || TEMPLATE.test(text)) return true;
  return WRAPPED.test(text) && NAMES_A_MASK.test(text);
}

/** A name in brackets or behind a dollar sign, or a mask by itself. */
const PLACEHOLDER = /^(?:\{\{?[\w. -]+\}?\}|<[\w -]+>|\$\w+|\$\{\{?[\w. -]+\}?\}|%\w+%|\*+)$/;

/** Whether a value is a mask that nothing can be hidden in, so that it may be shown as it is. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return text.length <= LONGEST && (PLACEHOLDER.test(text) || A_WORD.test(text) || FILLED.test(text));
}

/** Headers that hold a secret: of these a mask may leave the ends, or be a digest. */
const SECRETS = /^(?:(?:proxy-)?authorization|(?:set-)?cookie)$|token|secret|api-?key|password/i;
const SCHEME = /^(?:bearer|basic|digest|negotiate|ntlm|dpop|pop)\s+/i;

/** Whether a header's value is a mask, or has one behind its scheme or in its cookies. */
export function isMaskedHeader(name: string, value: string): boolean {
  if (isMask(value)) return true;
  if (!SECRETS.test(name)) return false;
  const secret = value.trim().replace(SCHEME, '');
  if (OURS.test(secret) || secret.length > LONGEST * 16) return false;
  return secret === '*' || isMask(secret) || DIGEST.test(secret) || FILLED_BETWEEN.test(secret);
}

/** Whether a JSON text may hold a mask: a quick look, since most hold none. */
const MAY_MASK = new RegExp(`"\\s*(?:[\\[<({*_%«$•●∙◦·█▇■▒░…-]|[.]{3}|##|[xX]{2}|(?:${WORDS})[\\W_]*")`, 'i');

/**
 * What is masked in an exchange that somebody recorded.
 * @returns undefined where nothing is
 */
export function masksIn({ request, response }: Pick<Exchange, 'request' | 'response'>): Masked | undefined {
  const masked: Masked = {
    requestHeaders: maskedNames(request.headers),
    responseHeaders: maskedNames(response?.headers ?? []),
    requestBody: MAY_MASK.test(textOf(request.body)),
    responseBody: MAY_MASK.test(textOf(response?.body)),
  };
  const { requestHeaders, responseHeaders, requestBody, responseBody } = masked;
  return requestHeaders.length > 0 || responseHeaders.length > 0 || requestBody || responseBody
    ? masked
    : undefined;
}

const textOf = (body: Exchange['request']['body']): string => (body?.encoding === 'utf8' ? body.data : '');

const maskedNames = (headers: readonly HeaderPair[]): string[] => [
  ...new Set(
    headers.filter(([name, value]) => isMaskedHeader(name, value)).map(([name]) => name.toLowerCase()),
  ),
];

/** JSON pointers of the masked values in a document. */
export function maskedPlaces(value: unknown): string[] {
  const places: string[] = [];
  const waiting: [unknown, string][] = [[value, '']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [each, pointer] = next;
    if (typeof each === 'string') {
      if (isMask(each)) places.push(pointer);
    } else if (typeof each === 'object' && each !== null)
      for (const [name, member] of Object.entries(each))
        waiting.push([member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`]);
  }
  return places;
}

/** A document without its masked values. */
export function withoutMasks(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !isMaskedValue(each)).map(withoutMasks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      isMaskedValue(each) ? [] : [[name, withoutMasks(each)]],
    ),
  );
}

const isMaskedValue = (value: unknown): boolean => typeof value === 'string' && isMask(value);
