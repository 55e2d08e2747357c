/** Cells are Markdown already. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${' --- |'.repeat(head.length)}`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
];

/** As many as there is room for, in their order; what there is no room for is not made. */
export function within<T>(
  items: readonly T[],
  room: number,
  make: (item: T) => string[],
): { taken: string[][]; left: number } {
  const taken: string[][] = [];
  let size = 0;
  for (const item of items) {
    const lines = make(item);
    size += Buffer.byteLength(lines.join('\n'));
    if (size > room) break;
    taken.push(lines);
  }
  return { taken, left: items.length - taken.length };
}

/**
 * A table with the rows that there is room for, and how many were left out.
 * @param room in bytes
 * @param file the one that has them all
 */
export function fitting<T>(
  head: readonly string[],
  items: readonly T[],
  { room, file }: { room: number; file: string },
  cells: (item: T) => string[],
): string[] {
  const { taken, left } = within(items, room, cells);
  return [...table(head, taken), ...(left === 0 ? [] : ['', `${left} more are in ${file}.`])];
}
