import { ByName } from '../by-name';
import type { KnownSecrets } from '../secrets/known';
import { isMark, markOf } from './marks';
import { isAliasOfHeader, shownHeader, shownMember } from './names';
import { places } from './places';
import type { Remembered } from './remembered';
import { HEADERS, type LetThrough } from './shown';

/**
 * Hides names that look like a secret themselves, or say one that is known, or was hidden, elsewhere. Names of the
 * contract and of HTTP are shown.
 */
export class NameHider {
  private readonly headers = new ByName((name) => {
    const key = name.toLowerCase();
    return {
      isShown: this.letThrough.headers.has(key),
      looksSecret: shownHeader(name, () => '') !== name,
      isListed: HEADERS.has(key) || places().headers.has(key),
    };
  });
  private readonly looksSecret = new ByName((name) => shownMember(name, () => '') !== name);

  /** @param own values that the suite has sent by itself */
  constructor(
    private readonly secrets: KnownSecrets,
    private readonly letThrough: LetThrough,
    private readonly own: Pick<Remembered, 'has'>,
  ) {}

  header(name: string): string {
    const { isShown, looksSecret, isListed } = this.headers.of(name);
    if (isShown) return name;
    if (looksSecret) return shownHeader(name, (value) => this.secrets.hide(value));
    return !isListed && this.isEcho(name) ? `${this.secrets.hide(name)}.${name.length}-characters` : name;
  }

  member(name: string): string {
    const looksSecret = this.looksSecret.of(name);
    if (!looksSecret && !this.isEcho(name)) return name;
    if (this.own.has(name) || this.letThrough.members.has(name.toLowerCase())) return name;
    const hide = (value: string): string => markOf(this.secrets.hide(value), value);
    return looksSecret ? shownMember(name, hide) : hide(name);
  }

  /** Whether a name, or a part of an address, repeats what is hidden. */
  isEcho(name: string): boolean {
    return (
      this.secrets.mayEcho(name) &&
      !isMark(name) &&
      !isAliasOfHeader(name) &&
      !places().words.has(name.toLowerCase()) &&
      this.secrets.cleanWords(name) !== name
    );
  }
}
