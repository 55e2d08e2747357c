/** Values that are hidden by the name that they stand under, whatever form they have: a password may be a plain word. */
import { isSecretName } from '../secret-names';
import { isPlaceholder, shownMask } from '../masks';
import { isWordOfTheContract } from '../secrets/words';
import { isMark, startsWithMark, type Hide } from './marks';

/** Last words of names that a secret stands under, beside those by which it is one wherever it turns up. */
const LAST_WORDS = new Set(
  'pass passes pwd pwds pw pin pins key keys otp otps sig auth creds code codes'.split(' '),
);
/** Codes that say how something went. */
const TELLING_CODE = /(?:status|error|result|reason|response|http|exit)[-_. ]?codes?$/i;

/** Whether what stands under a name is hidden for its name alone; members of the contract are asked for before. */
export function isHiddenName(name: string): boolean {
  if (isSecretName(name)) return true;
  const words = name.slice(-64).split(/[^A-Za-z]|(?<=[a-z])(?=[A-Z])/);
  const last = words.findLast((word) => word !== '');
  return last !== undefined && LAST_WORDS.has(last.toLowerCase()) && !TELLING_CODE.test(name);
}

/** What messages say of a secret in the place of its value. */
const SAID_OF_SECRETS = new Set(
  `a an the is are was has must may should can cannot not no none null undefined true false empty missing required
  expired invalid unknown unsupported malformed revoked rejected incorrect wrong mismatch absent given expected
  validation bearer basic type value string`.split(/\s+/),
);
/** Names that messages have before a sentence, too. */
const BEFORE_SENTENCES = /^(?:.*(?:authorization|session|signature)|(?:.*\.)?temporaryAccessPass)$/i;
const PLAIN_WORD = /^[A-Za-z_-]{1,40}[.!?]?$/;

/** Whether a value in a text for people is hidden by the name before it. Codes say what went wrong, and stay. */
export function isHiddenPair(name: string, value: string, quoted = false): boolean {
  if (value === '' || isMark(value) || isPlaceholder(value) || SAID_OF_SECRETS.has(value.toLowerCase()))
    return false;
  if (/ur[il]$/i.test(name)) return false;
  if (isSecretName(name)) return quoted || !(BEFORE_SENTENCES.test(name) && PLAIN_WORD.test(value));
  return isHiddenName(name) && !/codes?$/i.test(name) && !isWordOfTheContract(value);
}

/** A name and what leads to its value: an equals sign, a colon or an arrow, with quotation marks and brackets. */
const LEAD =
  /(?<![\w.\-?&#])([A-Za-z_][\w.-]{0,60})\\{0,3}["'`]?\s{0,4}(?:=>|[:=])\s{0,4}(?!\[(?:secret-\d|masked))[[({]{0,3}\\{0,3}(["'`]?)/g;
const UNQUOTED = /[^\s"'`<>&,;{}[\]()|\\]+/y;
/** An element whose name says what it holds. */
const ELEMENT = /<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,60})(?:\s[^<>]{0,200})?>([^<>]+)/g;
const LONGEST = 512;

/** A text in which a name stands before each of some values, without those that are hidden by it. */
export function withoutNamed(text: string, hide: Hide): string {
  const inElements = text.includes('<')
    ? text.replace(ELEMENT, (whole, name: string, value: string) =>
        isHiddenPair(name, value.trim(), true) && !startsWithMark(value)
          ? whole.slice(0, -value.length) + hide(value)
          : whole,
      )
    : text;
  let clean = '';
  let done = 0;
  LEAD.lastIndex = 0;
  for (let lead = LEAD.exec(inElements); lead; lead = LEAD.exec(inElements)) {
    const [whole, name = '', quote = ''] = lead;
    const start = lead.index + whole.length;
    const value = valueAt(inElements, start, quote);
    if (!isHiddenPair(name, value, quote !== '')) {
      // The value may be a name itself.
      LEAD.lastIndex = start;
      continue;
    }
    clean += inElements.slice(done, start) + hide(value);
    done = LEAD.lastIndex = start + value.length;
  }
  return clean + inElements.slice(done);
}

/** What stands between quotation marks, or as far as a word goes without the end of its sentence. */
function valueAt(text: string, start: number, quote: string): string {
  if (quote !== '') {
    const end = text.indexOf(quote, start);
    return text.slice(start, Math.min(end < 0 ? text.length : end, start + LONGEST)).replace(/\\{1,3}$/, '');
  }
  UNQUOTED.lastIndex = start;
  return (UNQUOTED.exec(text)?.[0] ?? '').replace(/[.!?…]$/, '');
}

/** A value as it is shown where a mark or a mask stands in its place already; undefined for any other. */
export function standIn(value: string): string | undefined {
  if (isMark(value)) return value;
  const mask = shownMask(value);
  // What is in brackets is no mask where it names a secret and has its value, too.
  return mask === undefined || withoutNamed(mask, () => '') === mask ? mask : undefined;
}
