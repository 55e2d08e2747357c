import { isWordOfTheContract } from '../secrets/words';
import { isMark, type Hide } from './marks';
import { isHiddenPair, withoutNamed } from './named';
import { isGuid, isIsoDate, isScrambled, PHONES } from './forms';

/** Marks, which stand for something already, and words. */
const WORDS = /\[(?:secret-\d+|masked)[^[\]]{0,60}\]·*|[^\s"'`<>()[\]{},;|]+/g;
const MAIL = /^[^@\s]{1,100}@[^@\s.]{1,100}(?:\.[^@\s.]{1,60})+$/;
const ANNOTATION = /@(?:odata|microsoft\.graph)\b/i;
/** Letters with a digit or two in the end, with hyphens and dots between them; such codes as AADSTS50011; versions. */
const PLAIN = /^(?:[A-Za-z]{1,40}\d?|\d{1,2})(?:[-_./](?:[A-Za-z]{1,40}\d?|\d{1,2})){0,12}$/;
const CODE = /^[A-Z]{2,12}\d{1,8}$/;
const IP = /^\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?$/;
/** An object or a list of JSON in Base64. */
const BASE64_OF_JSON = /^(?:eyJ|W3si)[\w+/-]{8}/;
const MIXED = /[A-Za-z]/;
const LONGEST_WORD = 32;

/**
 * A text for people without what looks like a secret in it: tokens, keys, telephone numbers, addresses of mail, and what
 * stands behind the name of a secret. The words stay.
 * @param address hides what an address holds
 */
export function withoutSecretForms(text: string, hide: Hide, address: (url: string) => string): string {
  if (text === '') return text;
  return withoutNamed(withoutPhones(text, hide), hide).replace(WORDS, (word) =>
    cleanWord(word, hide, address),
  );
}

/** A text without the telephone numbers in it. */
export const withoutPhones = (text: string, hide: Hide): string =>
  text.replace(PHONES, (phone, at: number) => (isIsoDate(text.slice(at, at + 10)) ? phone : hide(phone)));

function cleanWord(word: string, hide: Hide, address: (url: string) => string): string {
  if (word.length < 4 || isMark(word)) return word;
  if (word.includes('://')) return address(word);
  if (isIsoDate(word) || IP.test(word)) return word;
  // Names and values, as in `password=…`, and the ends of sentences.
  const parts = word.split(/([=:]|[.!?…]$)/);
  return parts
    .map((part, at) => {
      if (at % 2 === 1 || part === '') return part;
      const isNamed =
        at > 1 && /[=:]/.test(parts[at - 1] as string) && isHiddenPair(parts[at - 2] as string, part);
      return isNamed || isSecretForm(part) ? hide(part) : part;
    })
    .join('');
}

/** Whether a word looks like an address of mail, a telephone number, or a key. */
export function isSecretForm(word: string): boolean {
  if (MAIL.test(word) && !ANNOTATION.test(word)) return true;
  if (isGuid(word) || isIsoDate(word) || IP.test(word) || CODE.test(word)) return false;
  const digits = word.replace(/\D/g, '').length;
  if (digits >= 8 && /^[+\d() .-]+$/.test(word)) return true;
  if (word.length < 8) return false;
  if (BASE64_OF_JSON.test(word)) return true;
  if (digits > 0 && MIXED.test(word)) return !PLAIN.test(word) && !isWordOfTheContract(word);
  if (isScrambled(word)) return !isWordOfTheContract(word);
  // Base64 may have no digit in it; a name in camel case is made of words.
  const isCamelCase = /^[#$@./_-]*$/.test(word.replace(/[A-Z]?[a-z]{2,}/g, ''));
  return word.length > LONGEST_WORD && !isCamelCase && !isWordOfTheContract(word);
}
