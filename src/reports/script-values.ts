import { quote } from '../exchanges/curl';
import type { ReproductionTest } from '../results/reproduction';
import { visible } from '../results/visible';
import { commandLine } from './command-line';

type Of<K extends ReproductionTest['kind']> = Extract<ReproductionTest, { kind: K }>;

const VALUE = '("[^"]*"|[^],}]*)';

/** The values of a member in an answer of JSON, a line each. @param name as a pattern of grep */
export const valuesOf = (name: string): string =>
  `grep -Eo ${quote(`"${escaped(visible(name))}"[[:space:]]*:[[:space:]]*${VALUE}`)} | sed 's/^[^:]*:[ ]*//'`;

/** The items of a list, a line each: what was asked for of each item, sorted. */
export function itemsLines(answer: string, { name, keys }: Of<'items'>): string[] {
  const list = `grep -Eo ${quote(`"${escaped(visible(name))}"[[:space:]]*:[[:space:]]*\\[[^]]*\\]`)}`;
  const parts = keys.map(
    (key) => `printf '%s=%s ' ${quote(key)} "$(printf '%s' "$item" | ${valuesOf(key)})"`,
  );
  return [
    `answer=$(${answer}) || exit 3`,
    commandLine(
      `actual=$(printf '%s' "$answer" | tr '\\n' ' ' | ${list} | grep -Eo '\\{[^}]*\\}' | while IFS= read -r item; do ${[...parts, 'echo'].join('; ')}; done | tr A-Z a-z | sed 's/ *$//' | LC_ALL=C sort)`,
      Infinity,
    ),
  ];
}

/** Whether the items are those that were expected. */
export const itemsAre = ({ items }: Of<'items'>): string =>
  `[ "$actual" = ${quote(items.map((item) => visible(item)).join('\n'))} ]`;

const PATTERNS: Record<Of<'type'>['type'], string> = {
  boolean: 'true|false',
  string: '".*"',
  number: '-?[0-9]+([.][0-9]+)?',
};

/** The values of a member that are of another type, wherever it stands. */
export const otherTypesLines = (answer: string, { name, type }: Of<'type'>): string[] => [
  `answer=$(${answer}) || exit 3`,
  commandLine(
    `actual=$(printf '%s' "$answer" | tr '\\n' ' ' | ${valuesOf(name)} | sed 's/[ ]*$//' | grep -Evx ${quote(PATTERNS[type])})`,
    Infinity,
  ),
];

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
