import { fitting } from '../../reports/markdown-table';
import { code, prose } from '../../reports/markdown-text';
import { joined } from '../../reports/parts';
import { exitCodeOfDrift, kindsIn, stateFor, type Contradiction, type Drift } from '../result';
import type { Place } from '../statements';
import { inWords, placeInWords, sourceInWords } from '../words';

/** Number of characters of an external text that are shown. */
const LONGEST = 300;
/** Size limit of each part in bytes; an issue on GitHub takes 65,536 characters. */
const ROOM = {
  fresh: 20_000,
  known: 12_000,
  statements: 16_000,
  additional: 3000,
  reworded: 6000,
  sources: 4000,
};
/** Number of places that are listed for one contradiction. */
const PLACES = 3;

/** Renders drift.md: new contradictions, known ones, and the table of statements. External content is shown as text. */
export function renderDriftMarkdown(drift: Drift): string {
  const known = drift.contradictions.filter(({ disagreement }) => disagreement !== null);
  const fresh = drift.contradictions.filter(({ disagreement }) => disagreement === null);
  return joined([
    head(drift),
    section('New contradictions', [...SIDES, 'For clients', 'For providers'], fresh, ROOM.fresh, (each) => [
      ...sidesOf(each),
      each.clients,
      each.providers,
    ]),
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
      'Sentences that changed on the pages',
      ['Where', 'Change', 'Text'],
      drift.reworded,
      ROOM.reworded,
      ({ place, change, text }) => [code(placeInWords(place), LONGEST), change, prose(text ?? '', LONGEST)],
    ),
    section('Known contradictions', ['Entry', ...SIDES, 'Decision'], known, ROOM.known, (each) => [
      prose(each.disagreement ?? '', LONGEST),
      ...sidesOf(each),
      prose(decisionOn(each, drift), LONGEST),
    ]),
    statements(drift),
    section('Beside the slice', ['Statement', 'Said', 'Where'], drift.additional, ROOM.additional, (each) => [
      code(each.key, LONGEST),
      code(inWords(each.value), LONGEST),
      code(placeInWords(each.place), LONGEST),
    ]),
    sources(drift),
  ]);
}

function head(drift: Drift): string[] {
  const { contract, counts, verdict } = drift;
  const found = `${counts.new} new contradictions, ${counts.known} known, ${counts.stale} stale, ${counts.reworded} reworded`;
  return [
    `# Drift: ${verdict}`,
    '',
    `${code(contract.operation, LONGEST)}, slice ${prose(contract.revision)}: ${found}; exit ${exitCodeOfDrift(drift)}.`,
  ];
}

/** The columns that compare the slice's statement with the source's. */
const SIDES = ['Statement', 'Slice', 'Source', 'Where', 'Against'];

const sidesOf = (each: Contradiction): string[] => [
  code(each.key, LONGEST),
  code(inWords(each.expected), LONGEST),
  `${each.kind}: ${code(inWords(each.actual), LONGEST)}`,
  places(each.places),
  places(each.against),
];

const sources = (drift: Drift): string[] =>
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
      prose(sourceInWords(each), LONGEST),
    ],
  );

/** The ledger's decision on a contradiction. */
export const decisionOn = ({ disagreement }: Contradiction, { disagreements }: Drift): string =>
  disagreements.find(({ id }) => id === disagreement)?.decision ?? '';

const places = (all: readonly Place[]): string =>
  [
    ...all.slice(0, PLACES).map((place) => code(placeInWords(place), LONGEST)),
    ...(all.length > PLACES ? [`${all.length - PLACES} more`] : []),
  ].join(', ');

function statements(drift: Drift): string[] {
  const kinds = kindsIn(drift);
  const rows = section(
    'Statements',
    ['Statement', 'Slice', ...kinds],
    drift.statements,
    ROOM.statements,
    (statement) => [
      code(statement.key, LONGEST),
      code(inWords(statement.value), LONGEST),
      ...kinds.map((kind) => {
        const state = stateFor(kind, statement, drift);
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
  return [`## ${title} (${items.length})`, '', ...fitting(head, items, { room, file: 'drift.json' }, cells)];
}
