/** The parts of a text that have lines, with an empty line between them. */
export const joined = (parts: readonly (readonly string[])[]): string =>
  `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;

/**
 * The line about entries that are left out; nothing if there are none.
 * @param where the file or the option that has them all
 */
export const more = (left: number, what: string, where: string): string[] =>
  left > 0 ? [`and ${left} more ${what}: ${where}`] : [];

/** How often a row was judged: `judged 3 times`. */
export const judgedText = ({ judged }: { judged: number }): string =>
  `judged ${judged} ${judged === 1 ? 'time' : 'times'}`;

/** Those that something holds of, and the others. */
export function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
