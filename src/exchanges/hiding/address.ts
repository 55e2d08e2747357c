import { isSecretForm } from './free-text';
import { isMark, withoutMarks, type Hide } from './marks';
import { isGuid } from './forms';
import { PARAMETERS } from './shown';
import { withoutNamed } from './named';
import { shownName as nameShown } from './names';

/** What is said of an address by whoever hides its parts. */
export interface AddressRules {
  hide: Hide;
  /** Whether the value of a parameter is shown though no list has it. */
  shows(name: string): boolean;
  /** Whether segments of the path are shown by their form alone: not in the address of a request, which checks judge. */
  strictPath: boolean;
  isWord(text: string): boolean;
  /** Whether a text repeats what is hidden elsewhere. */
  isEcho(text: string): boolean;
}

/**
 * An address without what it may hide: user and password go; parameters of path, query and fragment keep their names,
 * and their values where a list has them.
 */
export function hiddenAddress(given: string, rules: AddressRules): string {
  const address = withoutUser(given);
  const path = /^(?:[A-Za-z][\w+.-]*:)?(?:\/\/[^/?#]*)?[^?#]*/.exec(address)?.[0] ?? '';
  const rest = address.slice(path.length);
  const hash = rest.indexOf('#');
  const query = hash < 0 ? rest : rest.slice(0, hash);
  const fragment = hash < 0 ? '' : rest.slice(hash + 1);
  return (
    hiddenPath(path, rules) +
    (query === '' ? '' : `?${hiddenParameters(query.slice(1), rules)}`) +
    (hash < 0 ? '' : `#${hiddenFragment(fragment, rules)}`)
  );
}

/**
 * A password may hold any character, a slash and an @ too: where what stands before the first slash is no host, all up
 * to the last @ is taken for user and password.
 */
function withoutUser(address: string): string {
  const scheme = /^(?:[A-Za-z][\w+.-]*:)?\/\//.exec(address)?.[0];
  if (scheme === undefined || !address.includes('@')) return address;
  const rest = address.slice(scheme.length);
  const end = /[/?#\\]/.exec(rest)?.index ?? rest.length;
  const at = rest.lastIndexOf('@', end);
  if (at >= 0 && at < end) return scheme + rest.slice(at + 1);
  // `user:pass/word@host`: a port that is none.
  const host = rest.slice(0, end);
  const isHost = /^(?:[^:[\]]*|\[[^\]]*\])(?::\d{0,5})?$/.test(host);
  return isHost ? address : scheme + rest.slice(rest.lastIndexOf('@') + 1);
}

function hiddenPath(path: string, { hide, strictPath, isWord, isEcho }: AddressRules): string {
  const start = /^(?:[A-Za-z][\w+.-]*:)?(?:\/\/[^/]*)?/.exec(path)?.[0].length ?? 0;
  return (
    path.slice(0, start) +
    path
      .slice(start)
      .split('/')
      .map((segment) => {
        const [name = '', ...parameters] = segment.split(';');
        const plain = decoded(name);
        const shown =
          name === '' ||
          isMark(plain) ||
          isWord(plain) ||
          !(isOdd(withoutMarks(plain), strictPath) || isEcho(plain))
            ? withoutArguments(name, plain, hide)
            : hide(plain);
        return [
          shown,
          ...parameters.map((parameter) => {
            const at = parameter.indexOf('=');
            const value = parameter.slice(at + 1);
            const name = at > 0 ? nameShown(decoded(parameter.slice(0, at)), hide) : '';
            const start =
              name === decoded(parameter.slice(0, Math.max(at, 0))) ? parameter.slice(0, at + 1) : `${name}=`;
            return start + (value === '' || isMark(decoded(value)) ? value : hide(decoded(value)));
          }),
        ].join(';');
      })
      .join('/')
  );
}

/** Arguments of an OData function have names, as in `reset(password='…')`. */
function withoutArguments(segment: string, plain: string, hide: Hide): string {
  if (!plain.includes('=')) return segment;
  const shown = withoutNamed(plain, hide);
  return shown === plain ? segment : shown;
}

/** Whether a segment of a path may be a secret: letters and digits mixed, a number, or an address of mail. */
function isOdd(segment: string, strict: boolean): boolean {
  if (isGuid(segment.replace(/^.*?\('?|'?\)$/g, ''))) return false;
  if (/^[^@\s]+@[^@\s]+\.\w+$/.test(segment)) return true;
  const mixed = /[A-Za-z]/.test(segment) && /\d/.test(segment);
  // A key or an argument may be one; names and values of the contract are none.
  if (segment.split(/[()',=:]+/).some(isSecretForm)) return true;
  if (!strict) return mixed && segment.length >= 16;
  return !/^[$\w.()'-]{0,48}$/.test(segment) || (mixed && segment.length > 6) || /\d{5}/.test(segment);
}

/** @param text parameters with `&` or `;` between them */
export function hiddenParameters(text: string, rules: AddressRules): string {
  return text
    .split(/([&;?])/)
    .map((part, at) => (at % 2 === 1 ? part : hiddenParameter(part, rules)))
    .join('');
}

function hiddenParameter(part: string, { hide, shows, isEcho }: AddressRules): string {
  const at = part.indexOf('=');
  const given = decoded(part.slice(0, Math.max(at, 0)));
  const name = given.toLowerCase();
  const shownName =
    shows(name) || PARAMETERS.has(name) ? given : isEcho(given) ? hide(given) : nameShown(given, hide);
  const start = shownName === given ? part.slice(0, at + 1) : `${shownName}=`;
  const value = part.slice(at + 1);
  const plain = decoded(value.replaceAll('+', ' '));
  // Of a part without a name nobody knows whether it is one.
  if (at <= 0)
    return value === '' ||
      isMark(plain) ||
      (/^[\w$@.%-]{0,24}$/.test(value) && !/\d/.test(plain) && !isSecretForm(plain) && !isEcho(plain))
      ? part
      : part.slice(0, at + 1) + hide(plain);
  if (value === '' || isMark(plain) || shows(name) || PARAMETERS.get(name)?.(plain)) return start + value;
  return start + hide(decoded(value));
}

function hiddenFragment(fragment: string, rules: AddressRules): string {
  if (fragment.includes('=')) return hiddenParameters(fragment, rules);
  const plain = decoded(fragment);
  // A context of OData, such as #policies/authenticationMethodsPolicy/$entity.
  const isContext =
    /^[\w$./()',-]*$/.test(plain) && !/\d\w{3}/.test(plain) && !plain.split(/[$./()',-]+/).some(isSecretForm);
  const isShown = (isContext && !rules.isEcho(plain)) || rules.isWord(plain) || isMark(plain);
  return isShown ? fragment : rules.hide(plain);
}

export function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
