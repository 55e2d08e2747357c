import { acceptance } from '../acceptance';

/**
 * Names of schemes are not case-sensitive: `bearer` does as well.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-11.1
 */
export const acceptsSchemeCase = acceptance({
  address: 'authorization/scheme-case',
  requirement: 'AUT-401',
  of: 'the scheme in another letter case',
  weight: () => 'SHOULD',
});
