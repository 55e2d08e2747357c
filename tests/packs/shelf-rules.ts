type Members = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isBetween = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
const isList = (value: unknown, holds: (item: Members) => boolean): boolean =>
  Array.isArray(value) &&
  value.every((item) => typeof item === 'object' && item !== null && holds(item as Members));

/**
 * Why a library refuses an update, by the page of the shelf.
 * @param sent the members of the update
 * @param result the shelf that would come of it
 */
export function validateShelf(sent: Members, result: Members, fault?: string): string | undefined {
  const texts = fault === 'takes-text-for-numbers';
  const rules: Readonly<Record<string, (value: unknown) => boolean>> = {
    number: (value) => value === 7,
    label: (value) => isText(value) && value.length >= 1 && value.length <= 40,
    capacity: (value) =>
      (texts && isText(value)) || fault === 'takes-any-capacity' ? true : isBetween(value, 10, 400),
    smallest: (value) => isBetween(value, 5, 60),
    largest: (value) => isBetween(value, 5, 60),
    isOpen: (value) => typeof value === 'boolean',
    sorting: (value) => value === 'author' || value === 'title',
    genre: isText,
    link: (value) => isText(value) && URL.canParse(value),
    code: isText,
    rules: (value) =>
      isList(
        value,
        ({ priority, subject, from }) =>
          isBetween(priority, 0, Infinity) && isText(subject) && (from === undefined || isText(from)),
      ) && new Set((value as Members[]).map(({ priority }) => priority)).size === (value as Members[]).length,
    readers: (value) =>
      isList(
        value,
        ({ card, mayBorrow }) => isText(card) && (mayBorrow === undefined || typeof mayBorrow === 'boolean'),
      ),
    placement: isPlacement,
  };
  for (const [name, value] of Object.entries(sent)) {
    const rule = rules[name];
    if (!rule) return `${name} is not known.`;
    if (!rule(value)) return `${name} is not as it has to be.`;
  }
  return Number(result['smallest']) > Number(result['largest']) ? 'smallest is above largest.' : undefined;
}

function isPlacement(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { room, lit } = value as Members;
  if (lit !== undefined && typeof lit !== 'boolean') return false;
  if (room === undefined) return true;
  if (typeof room !== 'object' || room === null || Array.isArray(room)) return false;
  const { floor, wing } = room as Members;
  return (
    (floor === undefined || isBetween(floor, 0, 5)) &&
    (wing === undefined || wing === 'east' || wing === 'west')
  );
}
