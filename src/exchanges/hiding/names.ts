import { isSecretForm } from './free-text';
import { isMark, type Hide } from './marks';

/** What OData says of a member stands behind its name. */
const ANNOTATION = /@[A-Za-z]+\.[A-Za-z.]{1,80}$/;
/** A mark as the name of a header, which holds neither blanks nor brackets (RFC 9110 5.1). */
const AS_TOKEN = /^secret-\d+\.\d+-characters$/;

/** Whether the name of a header is an alias. */
export const isAliasOfHeader = (name: string): boolean => AS_TOKEN.test(name);

/** Whether a name may itself be a secret: somebody's address, number or key, by which a body lists what is of them. */
const isHidden = (name: string): boolean =>
  name.length > 6 && !isMark(name) && !isAliasOfHeader(name) && isSecretForm(name);

/** The name of a member as it is shown: that of an annotation without what it is hidden for. */
export function shownMember(name: string, hide: Hide): string {
  const annotation = ANNOTATION.exec(name)?.[0] ?? '';
  const base = name.slice(0, name.length - annotation.length);
  if (isHidden(base)) return hide(base) + annotation;
  return annotation !== '' && !isMark(base) && isHidden(name) ? hide(name) : name;
}

/** The name of a parameter, a part of an address or of a form, with its escapes undone. */
export const shownName = (name: string, hide: Hide): string => (isHidden(name) ? hide(name) : name);

/** The name of a header as it is shown: one that is a token still. */
export const shownHeader = (name: string, alias: (value: string) => string): string =>
  isHidden(name) ? `${alias(name)}.${name.length}-characters` : name;
