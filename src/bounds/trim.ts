/**
 * Removes certain characters at the end of a text. A regular expression would examine each run of them again and
 * again.
 */
export function trimmedEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
