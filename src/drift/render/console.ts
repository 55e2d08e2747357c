import { styleText } from 'node:util';
import { visible } from '../../results/visible';
import { wrap } from '../../reports/wrap';
import { exitCodeOfDrift, stateOf, type Cell, type Contradiction, type Drift, type State } from '../result';
import { SOURCE_KINDS, type SourceKind } from '../statements';
import { inWords, placeInWords } from '../words';

export interface DriftConsoleOptions {
  color: boolean;
  /** Columns of the terminal. */
  width: number;
  /** What is new, and the conclusion. */
  quiet?: boolean;
  /** The files that were written. */
  files?: string[];
}

/** How much of each part is told; drift.json has the whole. */
const LIMITS = { contradictions: 40, known: 40, rows: 200, additional: 10, places: 4 };
/** How much of a text from outside is shown, in characters. */
const LONGEST = 300;

const SPEAKERS: Record<SourceKind, string> = {
  docs: 'no page',
  csdl: 'no CSDL',
  openapi: 'no OpenAPI description',
  evidence: 'no evidence',
};

const SIGNS: Record<State, string> = { agreed: 'agreed', contradicted: 'CONTRADICTED', 'not mentioned': '-' };

type Tone = 'red' | 'yellow' | 'green' | 'dim';

/**
 * The slice held against the sources, for a terminal: what is new in full, what is known in a line, and the table of
 * statements. What came from outside reaches the terminal as plain characters only.
 */
export function renderDrift(drift: Drift, { color, width, quiet, files = [] }: DriftConsoleOptions): string {
  const paint = (text: string, tone: Tone): string =>
    color ? styleText(tone, text, { validateStream: false }) : text;
  const fold = (text: string, indent = 2): string[] => {
    // Between two blanks a line may end, too: the second one does not begin the next.
    const [first = '', ...rest] = wrap(text, width, indent);
    return [first.trimEnd(), ...rest.map((line) => `${' '.repeat(indent)}${line.trim()}`)];
  };
  const fresh = drift.contradictions.filter(({ disagreement }) => disagreement === null);
  const known = drift.contradictions.filter(({ disagreement }) => disagreement !== null);
  const parts = [
    ...fresh.slice(0, LIMITS.contradictions).map(inFull),
    more(fresh.length - LIMITS.contradictions, 'contradictions'),
    stale(),
    ...(quiet
      ? []
      : [knownLines(), table(), additional(), sources(), files.map((file) => `wrote ${visible(file)}`)]),
    fold(conclusion()),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;

  function inFull(each: Contradiction): string[] {
    return [
      ...fold(`${paint('NEW', 'red')}  ${visible(each.message, LONGEST)}`, 5),
      ...places('at', each.places),
      ...places('against', each.against),
      ...fold(`     ${effects(each)}`, 5),
    ];
  }

  function places(word: string, all: Contradiction['places']): string[] {
    const shown = all
      .slice(0, LIMITS.places)
      .flatMap((place, at) =>
        fold(`     ${(at === 0 ? word : '').padEnd(7)}  ${visible(placeInWords(place), LONGEST)}`, 14),
      );
    const left = all.length - LIMITS.places;
    return left > 0
      ? [...shown, `${' '.repeat(14)}and ${left} more ${left === 1 ? 'place' : 'places'}`]
      : shown;
  }

  function stale(): string[] {
    return drift.stale.flatMap(({ disagreement, statement, source, says }) =>
      fold(
        `${paint('STALE', 'yellow')}  ${visible(disagreement, LONGEST)}: ${SPEAKERS[source]} says ${visible(says ?? 'anything else', LONGEST)} of ${visible(statement, LONGEST)} any more`,
        7,
      ),
    );
  }

  function knownLines(): string[] {
    if (known.length === 0) return [];
    const lines = known
      .slice(0, LIMITS.known)
      .flatMap(({ disagreement, message, places: [place], against }) =>
        fold(
          `  ${visible(disagreement ?? '', LONGEST)}  ${visible(message, LONGEST)}  ${place ? visible(placeInWords(place), LONGEST) : ''} against ${against[1] ? visible(placeInWords(against[1]), LONGEST) : visible(against[0] ? placeInWords(against[0]) : 'the slice', LONGEST)}`,
          7,
        ),
      );
    return ['known contradictions:', ...lines, ...more(known.length - LIMITS.known, 'known contradictions')];
  }

  /** A row for each statement that a source speaks of, and a column for each kind of source. */
  function table(): string[] {
    const kinds = SOURCE_KINDS.filter((kind) => drift.sources.some((source) => source.kind === kind));
    const mentioned = drift.statements.filter(({ cells }) => cells.length > 0);
    if (mentioned.length === 0) return [];
    const columns = kinds.map((kind) => Math.max(kind.length, SIGNS.contradicted.length));
    const taken = columns.reduce((sum, column) => sum + column + 2, 0);
    const room = Math.max(
      24,
      Math.min(width - taken, Math.max(...mentioned.map(({ key }) => shorten(key).length))),
    );
    const line = (first: string, cells: readonly string[]): string[] => {
      const [head = '', ...rest] = chunks(first, room);
      return [[head.padEnd(room), ...cells].join('  ').trimEnd(), ...rest.map((each) => `  ${each}`)];
    };
    const rows = mentioned.slice(0, LIMITS.rows).flatMap(({ key, cells }) =>
      line(
        visible(shorten(key)),
        kinds.map((kind, at) => {
          const state = stateFor(kind, cells);
          const text = SIGNS[state].padEnd(columns[at] as number);
          return state === 'contradicted' ? paint(text, 'red') : text;
        }),
      ),
    );
    const silent = drift.statements.length - mentioned.length;
    return [
      ...line(
        'statement',
        kinds.map((kind, at) => kind.padEnd(columns[at] as number)),
      ),
      ...rows,
      ...more(mentioned.length - LIMITS.rows, 'statements'),
      ...(silent > 0 ? [`${silent} statements of the slice are not mentioned by any source`] : []),
    ];
  }

  function stateFor(kind: SourceKind, cells: readonly Cell[]): State {
    return stateOf(cells.filter(({ source }) => drift.sources[source]?.kind === kind));
  }

  function additional(): string[] {
    if (drift.additional.length === 0) return [];
    return [
      'beside the slice:',
      ...drift.additional
        .slice(0, LIMITS.additional)
        .flatMap(({ key, value, place }) =>
          fold(
            `  ${visible(key, LONGEST)}: ${visible(inWords(value), LONGEST)}  ${visible(placeInWords(place), LONGEST)}`,
            4,
          ),
        ),
      ...more(drift.additional.length - LIMITS.additional, 'of them'),
    ];
  }

  function sources(): string[] {
    return drift.sources.flatMap(({ kind, name, version, cloud, statements, passedOver }) => {
      const of = [version, cloud].filter((each) => each !== null).join(', ');
      const what = passedOver === null ? `${statements} statements` : `passed over: ${passedOver}`;
      return fold(
        `${kind.padEnd(8)}  ${visible(name, LONGEST)}${of === '' ? '' : ` (${of})`}  ${visible(what, LONGEST)}`,
        10,
      );
    });
  }

  function conclusion(): string {
    const { counts, verdict } = drift;
    if (verdict === 'nothing compared')
      return `nothing was compared: no source speaks of the operation (exit ${exitCodeOfDrift(drift)})`;
    const said = [
      `${counts.new} new`,
      `${counts.known} known`,
      `${counts.stale} stale`,
      `${counts.agreed} of ${drift.statements.length} statements agreed`,
    ].join(', ');
    return `${paint(verdict, verdict === 'agrees' ? 'green' : 'red')}: ${said} (exit ${exitCodeOfDrift(drift)})`;
  }
}

/** What the change would be for whom. */
export const effects = ({ clients, providers }: Pick<Contradiction, 'clients' | 'providers'>): string =>
  `if the slice followed: ${clients} for clients, ${providers} for providers`;

/** A key without the long name that most of them share. */
const shorten = (key: string): string =>
  key.replace(
    /^(property|order|type)\/(\w{30,})/,
    (_, area: string, type: string) => `${area}/${type.slice(0, 12)}…`,
  );

/** Folded at a slash where there is one in the second half of a line, else behind a dot. */
function chunks(text: string, size: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > size) {
    const [slash, dot] = ['/', '.'].map((mark) => rest.lastIndexOf(mark, size - 1)) as [number, number];
    const mark = slash > size / 2 ? slash : rest[size] === '/' ? -1 : dot;
    const at = mark > size / 2 ? mark + 1 : size;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...lines, rest];
}

const more = (left: number, what: string): string[] =>
  left > 0 ? [`and ${left} more ${what}: drift.json has them`] : [];
