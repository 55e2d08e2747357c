import { ByName } from './by-name';
import { jsonAtHand, jsonPastMark } from './body';
import type { Exchange, HeaderPair, HttpRequest, HttpResponse, Masked } from './exchange';

/** What recorders write for a value that they keep to themselves, with brackets, stars or the like around it. */
const WORDS =
  'redact(?:ed|ion)?|mask(?:ed)?|hidden|filtered|removed|saniti[sz]ed|scrubbed|censored|obfuscated|obscured|anonymi[sz]ed|stripped|suppressed|withheld|elided|blanked|omitted';
/** Those of them that recorders write by themselves, and that no client means. */
const ALONE = 'redacted|masked|saniti[sz]ed|scrubbed|censored|obfuscated|anonymi[sz]ed';
/** What some recorders name in brackets: the kind of what stood there. */
const SECRETS_IN_BRACKETS =
  'sensitive|secret|confidential|pii|password|passcode|credentials?|(?:access[ _-]?)?token|api[ _-]?key';
/** What they name there of a secret. */
const KINDS = `${SECRETS_IN_BRACKETS}|key|bearer|private|personal|authorization|cookie|value|data|header|hash(?:ed)?`;

/** In brackets, stars, underscores and the like. */
const WRAPPED =
  /^(?:\[[^[\]"]*\]|<[^<>"]*>|\([^()"]*\)|\{[^{}":]*\}|\*{1,3}[^*"]+\*{1,3}|__[^"]+__|%[^%"]+%|#+[^#"]+#+|--[^"]+--|«[^"]+»)$/;
/** Those that a client has no use for itself. */
const IN_BRACKETS = /^(?:\[[^[\]"]*\]|<[^<>"]*>|\*{2,3}[^*"]+\*{2,3}|__[^"]+__)$/;
const A_WORD = new RegExp(`^(?:(?:${ALONE})|[\\W_]+(?:${WORDS})[\\W_]+)$`, 'i');
const namesOf = (words: string): RegExp => new RegExp(`(?:^|[^a-z])(?:${words})(?:$|[^a-z])`, 'i');
const NAMES_A_MASK = namesOf(WORDS);
const NAMES_A_SECRET = namesOf(SECRETS_IN_BRACKETS);
const NAMES_A_KIND = namesOf(KINDS);

/** Stars, bullets and blocks, in the place of the whole or of a part; crosses in the place of the whole. */
const FILLED = /\*{3,}|[•●█▇■▒░]{2,}|^[xX]{8,}$/;
const HAS_FILLING = /\*{3}|[•●█▇■▒░]{2}/;
const FILLED_GROUPS = /^(?:[*•●]{2,}(?:[-:. /][*•●]{2,})+|[xX]{8}(?:-[xX]{4}){3}-[xX]{12})$/;
/** What a client fills in before it sends, by the names of Postman, k6, Insomnia and workflows of CI. */
const TEMPLATE = /^(?:\{\{[^{}]*\}\}|\$\{\{?[^{}]*\}?\}|\{%.*%\})$/;

/** Of a secret, what stands for each character, or for what was left out. */
const SECRET_FILLED = /^(?:[xX]{3,}|[∙◦·…]+|#{3,}|\.{3,}|-{3,}|_{3,}|[xX]{2,}(?:[-:. /][xX]{2,})+)$/;
/** Where the beginning, or the ends, of a secret were left. */
const SECRET_CUT = /…|\[\.{3}\]/;
/** What documentation and further templates have in the place of a secret. */
const SECRET_TEMPLATE =
  /^(?:#\{[^{}]*\}|<%.*%>|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%|\{[A-Za-z][\w -]*(?::[^{}]*)?\}|<[A-Za-z][\w -]*>)$/;
/** A digest in the place of a secret. */
const DIGEST = /^(?:sha-?\d{1,3}|md5|hmac\S{0,12})[:=-]\s*\S+$/i;

const GUID = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;
/** What a record of ours has in the place of a secret tells more than a mask does. */
const OURS = /^\[secret-\d+(?:, \d+ characters(?:, not a token)?)?\]$/;
const SCHEME = /^(?:bearer|basic|digest|negotiate|ntlm|dpop|pop)\s+/i;

/** Longest value that is looked at: a mask is short, and what is longer was not masked as a whole. */
const LONGEST = 256;

/** Whether a value is too long for a mask, or known for something else. */
const isNone = (text: string): boolean =>
  text === '' || text.length > LONGEST || OURS.test(text) || GUID.test(text);

/**
 * Whether a value in a body, or of a header that holds no secret, is none that was sent, but what a recorder or a
 * template has in its place. Only what recorders do write is taken for one: a client may send whatever else by
 * mistake, and that is to be judged.
 */
export function isMask(value: string): boolean {
  const trimmed = value.trim();
  if (!mayBeMask(trimmed)) return false;
  const text = trimmed.replace(SCHEME, '');
  if (isNone(text)) return false;
  if (A_WORD.test(text) || FILLED.test(text) || FILLED_GROUPS.test(text) || TEMPLATE.test(text)) return true;
  return (
    (WRAPPED.test(text) && NAMES_A_MASK.test(text)) || (IN_BRACKETS.test(text) && NAMES_A_SECRET.test(text))
  );
}

/** `d` and `x`. */
const OF_WORDS = 0x64;
const OF_CROSSES = 0x78;

/**
 * A quick look, since nearly all values are none: a mask is filled, or ends in what is neither a letter nor a digit, as
 * words alone do (`masked`), or as crosses do.
 */
function mayBeMask(trimmed: string): boolean {
  const last = trimmed.charCodeAt(trimmed.length - 1);
  const isDigit = last >= 0x30 && last <= 0x39;
  const letter = last >= 0x41 ? last | 0x20 : 0;
  const isLetter = letter >= 0x61 && letter <= 0x7a;
  if (!isDigit && !isLetter) return true;
  return letter === OF_WORDS || letter === OF_CROSSES || HAS_FILLING.test(trimmed);
}

/**
 * Whether something stands in the place of a secret. Of that a mask may leave the ends or be a digest, and
 * documentation writes names there.
 */
export function isMaskedSecret(value: string): boolean {
  const text = value.trim().replace(SCHEME, '');
  if (isNone(text)) return false;
  if (text === '*' || isMask(text) || WORD.test(text) || SECRET_FILLED.test(text)) return true;
  if (SECRET_TEMPLATE.test(text) || DIGEST.test(text) || SECRET_CUT.test(text)) return true;
  return WRAPPED.test(text) && NAMES_A_KIND.test(text);
}

const WORD = new RegExp(`^[\\W_]*(?:${WORDS})[\\W_]*$`, 'i');

/** A name in brackets or behind a dollar sign, or a mask by itself. */
const PLACEHOLDER = /^(?:\{\{?[\w. -]+\}?\}|<[\w -]+>|\$\w+|\$\{\{?[\w. -]+\}?\}|%\w+%|\*+)$/;

/** Whether a value is a mask that nothing can be hidden in, so that it may be shown as it is. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return text.length <= LONGEST && (PLACEHOLDER.test(text) || WORD.test(text) || WHOLLY_FILLED.test(text));
}

const WHOLLY_FILLED = /^(?:\*{3,}|[xX]{3,}|[•●∙◦·…█▇■▒░]+|#{3,}|\.{3,}|-{3,}|_{3,})$/;

/** Headers that hold a secret. */
const SECRETS = /^(?:(?:proxy-)?authorization|(?:set-)?cookie)$|token|secret|api-?key|password/i;

const holdsSecret = new ByName((name) => SECRETS.test(name));

/** Whether a header's value is a mask, or has one behind its scheme or in its cookies. */
export const isMaskedHeader = (name: string, value: string): boolean =>
  holdsSecret.of(name) ? isMaskedSecret(value) || hasMaskedCookie(name, value) : isMask(value);

/** A cookie that is masked keeps its name. */
const hasMaskedCookie = (name: string, value: string): boolean =>
  /^(?:set-)?cookie$/i.test(name) &&
  value.split(';').some((pair) => isMask(pair.slice(pair.indexOf('=') + 1)));

/** Whether a JSON text may hold a mask: a quick look, since most hold none. */
const MAY_MASK = new RegExp(
  `\\*{2}|[•●█▇■▒░]|\\{\\{|\\$\\{|\\{%|x{8}|\\\\u|${WORDS}|"\\s*(?:(?:bearer|basic|digest|negotiate|ntlm|d?pop)\\s+)?(?:[[<]|_{2})`,
  'i',
);

/**
 * What is masked in an exchange that somebody recorded.
 * @returns undefined where nothing is
 */
export function masksOf({ request, response }: Pick<Exchange, 'request' | 'response'>): Masked | undefined {
  const requestHeaders = maskedNames(request.headers);
  const responseHeaders = maskedNames(response?.headers ?? []);
  const requestBody = hasMaskedValue(request);
  const responseBody = response !== undefined && hasMaskedValue(response);
  return requestHeaders.length > 0 || responseHeaders.length > 0 || requestBody || responseBody
    ? { requestHeaders, responseHeaders, requestBody, responseBody }
    : undefined;
}

function hasMaskedValue(message: HttpRequest | HttpResponse): boolean {
  const { body } = message;
  if (!body) return false;
  if (body.encoding === 'utf8' && !jsonAtHand(body) && !MAY_MASK.test(body.data)) return false;
  const json = jsonPastMark(message);
  return json.ok && holdsMask(json.value);
}

function maskedNames(headers: readonly HeaderPair[]): string[] {
  const names: string[] = [];
  for (const [name, value] of headers) if (isMaskedHeader(name, value)) names.push(name.toLowerCase());
  return names.length < 2 ? names : [...new Set(names)];
}

/** Whether a document has a masked value anywhere. */
function holdsMask(value: unknown): boolean {
  if (typeof value === 'string') return isMask(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsMask);
}

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

/** A document without its masked values. In a list undefined stands for one, so that the others keep their places. */
export function withoutMasks(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((each) => (isMaskedValue(each) ? undefined : withoutMasks(each)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      isMaskedValue(each) ? [] : [[name, withoutMasks(each)]],
    ),
  );
}

const isMaskedValue = (value: unknown): boolean => typeof value === 'string' && isMask(value);

/**
 * A mask as it may be shown: of one that leaves a part of what stood there, that part is filled, too.
 * @returns undefined for what is no mask
 */
export function shownMask(value: string): string | undefined {
  if (!isMask(value)) return undefined;
  return FILLED.test(value)
    ? value.replace(/[A-Za-z0-9]{5,}/g, (part) => (/^x+$/i.test(part) ? part : '***'))
    : value;
}
