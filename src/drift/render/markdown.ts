import { table, within } from '../../reports/markdown';
import { code, prose } from '../../reports/markdown-text';
import { exitCodeOfDrift, stateOf, type Contradiction, type Drift } from '../result';
import { SOURCE_KINDS, type Place } from '../statements';
import { inWords, placeInWords } from '../words';

/** How much of a text from outside is shown, in characters. */
const LONGEST = 300;
/** How much room a part has, in bytes; an issue of GitHub takes 65,536 characters. */
const ROOM = { fresh: 20_000, known: 12_000, statements: 16_000, additional: 3000, sources: 4000 };
/** How many places are told of one contradiction. */
const PLACES = 3;

/** drift.md: what is new, what is known, and the table of statements. What came from outside is shown as text. */
export function renderDriftMarkdown(drift: Drift): string {
  const { counts } = drift;
  const fresh = drift.contradictions.filter(({ disagreement }) => disagreement === null);
  const known = drift.contradictions.filter(({ disagreement }) => disagreement !== null);
  const parts = [
    [
      `# Drift: ${drift.verdict}`,
      '',
      `${code(drift.contract.operation, LONGEST)}, slice ${prose(drift.contract.revision)}: ${counts.new} new contradictions, ${counts.known} known, ${counts.stale} stale; exit ${exitCodeOfDrift(drift)}.`,
    ],
    section(
      'New contradictions',
      ['Statement', 'Slice', 'Source', 'Where', 'Against', 'For clients', 'For providers'],
      fresh,
      ROOM.fresh,
      (each) => [
        code(each.key, LONGEST),
        code(inWords(each.expected), LONGEST),
        `${each.kind}: ${code(inWords(each.actual), LONGEST)}`,
        places(each.places),
        places(each.against),
        each.clients,
        each.providers,
      ],
    ),
    section(
      'Stale entries of the ledger',
      ['Entry', 'Statement', 'Source', 'Said'],
      drift.stale,
      ROOM.known,
      (each) => [
        prose(each.disagreement, LONGEST),
        code(each.statement, LONGEST),
        each.source,
        each.says === null ? 'anything' : code(each.says, LONGEST),
      ],
    ),
    section(
      'Known contradictions',
      ['Entry', 'Statement', 'Slice', 'Source', 'Where', 'Against', 'Decision'],
      known,
      ROOM.known,
      (each) => [
        prose(each.disagreement ?? '', LONGEST),
        code(each.key, LONGEST),
        code(inWords(each.expected), LONGEST),
        `${each.kind}: ${code(inWords(each.actual), LONGEST)}`,
        places(each.places),
        places(each.against),
        prose(decisionOn(each, drift), LONGEST),
      ],
    ),
    statements(drift),
    section('Beside the slice', ['Statement', 'Said', 'Where'], drift.additional, ROOM.additional, (each) => [
      code(each.key, LONGEST),
      code(inWords(each.value), LONGEST),
      code(placeInWords(each.place), LONGEST),
    ]),
    section(
      'Sources',
      ['Kind', 'Source', 'Version', 'Cloud', 'Statements'],
      drift.sources,
      ROOM.sources,
      (each) => [
        each.kind,
        code(each.name, LONGEST),
        prose(each.version ?? ''),
        each.cloud ?? '',
        each.passedOver === null
          ? String(each.statements)
          : prose(`passed over: ${each.passedOver}`, LONGEST),
      ],
    ),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** What the ledger decided on a contradiction. */
export const decisionOn = ({ disagreement }: Contradiction, { disagreements }: Drift): string =>
  disagreements.find(({ id }) => id === disagreement)?.decision ?? '';

const places = (all: readonly Place[]): string =>
  [
    ...all.slice(0, PLACES).map((place) => code(placeInWords(place), LONGEST)),
    ...(all.length > PLACES ? [`${all.length - PLACES} more`] : []),
  ].join(', ');

function statements(drift: Drift): string[] {
  const kinds = SOURCE_KINDS.filter((kind) => drift.sources.some((source) => source.kind === kind));
  const rows = section(
    'Statements',
    ['Statement', 'Slice', ...kinds],
    drift.statements,
    ROOM.statements,
    ({ key, value, cells }) => [
      code(key, LONGEST),
      code(inWords(value), LONGEST),
      ...kinds.map((kind) => {
        const state = stateOf(cells.filter(({ source }) => drift.sources[source]?.kind === kind));
        return state === 'contradicted' ? `**${state}**` : state;
      }),
    ],
  );
  const [heading = '', , ...rest] = rows;
  return ['<details>', `<summary>${heading.replace(/^#+ /, '')}</summary>`, '', ...rest, '', '</details>'];
}

function section<T>(
  title: string,
  head: string[],
  items: readonly T[],
  room: number,
  cells: (item: T) => string[],
): string[] {
  if (items.length === 0) return [];
  const { taken, left } = within(items, room, cells);
  return [
    `## ${title} (${items.length})`,
    '',
    ...table(head, taken),
    ...(left === 0 ? [] : ['', `${left} more are in drift.json.`]),
  ];
}
