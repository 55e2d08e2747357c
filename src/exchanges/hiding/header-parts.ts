import { isOpenWords } from './forms';
import { isMark, withoutMarks } from './marks';

/** What hides the parts of a header. */
export interface Hiding {
  /** @param name by which a value may be a secret */
  mark(name: string, value: string): string;
  freeText(text: string): string;
  addressIn(address: string): string;
}

/** One address, or several with parameters as Link has them. */
export function addresses(value: string, hiding: Hiding): string {
  if (!value.includes('<') && !/^\s*\d+\s*;/.test(value)) return hiding.addressIn(value);
  return value
    .split(/(<[^<>]*>|(?<=url=["']?)[^\s"']+)/i)
    .map((part, at) => {
      if (at % 2 === 0) return parameters(part, hiding);
      return part.startsWith('<') ? `<${hiding.addressIn(part.slice(1, -1))}>` : hiding.addressIn(part);
    })
    .join('');
}

/** What stands beside an address: names, relations and titles. */
const parameters = (text: string, hiding: Hiding): string =>
  text
    .split(/(\[(?:secret-\d{1,9}|masked),[^[\]]{0,60}\]|[\s;,="]+)/)
    .map((word, at) => (at % 2 === 1 || !/\w/.test(word) || isOpenWords(word) ? word : hiding.mark('', word)))
    .join('');

/** What stands between quotation marks, with its quoted pairs (RFC 9110 5.6.4); one without an end goes to that of the field. */
const QUOTED = /"((?:[^"\\]|\\[^]?)*)("|$)/g;

/** Schemes and the names of their parameters; of values those that RFC 6750 and Graph give a meaning. */
export function challenge(value: string, hiding: Hiding): string {
  let shown = '';
  let done = 0;
  for (const { 0: whole, 1: quoted = '', 2: end = '', index } of value.matchAll(QUOTED)) {
    // The name of a quoted value is at the end of what stands before it.
    const before = value.slice(done, index);
    const led = before.trimEnd();
    const name = led.endsWith('=') ? (led.slice(0, -1).split(/[\s,]/).at(-1) as string) : '';
    shown += `${challengeWords(before, hiding)}"${quotedOf(name, quoted, hiding)}${end}`;
    done = index + whole.length;
  }
  return shown + challengeWords(value.slice(done), hiding);
}

/** A quoted value is hidden as what it means, and quoted again where that changes it. */
function quotedOf(name: string, quoted: string, hiding: Hiding): string {
  if (!quoted.includes('\\')) return parameterOf(name, quoted, hiding);
  const meant = quoted.replace(/\\([^]?)/g, '$1');
  const shown = parameterOf(name, meant, hiding);
  return shown === meant ? quoted : shown.replace(/["\\]/g, '\\$&');
}

const challengeWords = (text: string, hiding: Hiding): string =>
  text
    .split(/(\[(?:secret-\d{1,9}|masked),[^[\]]{0,60}\]|[\s,])/)
    .map((word) => challengeWord(word, hiding))
    .join('');

/** A scheme, a parameter, or credentials. */
function challengeWord(word: string, hiding: Hiding): string {
  const at = word.indexOf('=');
  if (at > 0 && !/^=*$/.test(word.slice(at)))
    return word.slice(0, at + 1) + parameterOf(word.slice(0, at), word.slice(at + 1), hiding);
  return word.length < 9 ||
    /^(?:[A-Za-z]{1,16}|[\w-]{1,40}=)$/.test(word) ||
    /_uri=$/.test(word) ||
    word.includes('[')
    ? word
    : hiding.mark('', word);
}

function parameterOf(name: string, value: string, hiding: Hiding): string {
  const isChosen = /^(?:nonce|opaque|cnonce|response)$/i.test(name);
  if (value === '' || isMark(value) || (isOpenWords(withoutMarks(value)) && !isChosen)) return value;
  if (/_uri$|^resource_metadata$/i.test(name)) return hiding.addressIn(value);
  return /description$/i.test(name) ? hiding.freeText(value) : hiding.mark(name, value);
}

/** A media type, and of its parameters those that say how the body is read. */
export function mediaType(value: string, hiding: Hiding): string | undefined {
  const [type = '', ...parameters] = value.split(';');
  if (!isOpenWords(type)) return undefined;
  return [
    type,
    ...parameters.map((parameter) => {
      const at = parameter.indexOf('=');
      const given = parameter.slice(at + 1);
      const name = at < 0 ? parameter : parameter.slice(0, at);
      if (!isOpenWords(withoutMarks(name))) return ` ${hiding.mark('', parameter.trim())}`;
      return at < 0 || isOpenWords(withoutMarks(given))
        ? parameter
        : parameter.slice(0, at + 1) + hiding.mark(name.trim(), given);
    }),
  ].join(';');
}
