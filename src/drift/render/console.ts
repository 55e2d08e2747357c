import { styleText } from 'node:util';
import { visible } from '../../results/visible';
import { joined, more } from '../../reports/parts';
import { wrap } from '../../reports/wrap';
import { statementTable } from './statement-table';
import { exitCodeOfDrift, type Contradiction, type Drift, type Reworded } from '../result';
import type { Place, SourceKind } from '../statements';
import { inWords, placeInWords, sourceInWords } from '../words';

export interface DriftConsoleOptions {
  color: boolean;
  /** Columns of the terminal. */
  width: number;
  /** Prints only what fails the run, stale entries, and the conclusion. */
  quiet?: boolean;
  /** The files that were written. */
  files?: string[];
  /** The exit code, if it differs from the verdict's because the output was incomplete. */
  exitCode?: number;
}

/** Number of items of each part that are printed; drift.json has all of them. */
const LIMITS = { contradictions: 40, known: 40, additional: 10, reworded: 20, places: 4 };
const FILE = 'drift.json has them';
/** Number of characters of an external text that are printed. */
const LONGEST = 300;

const SPEAKERS: Record<SourceKind, string> = {
  docs: 'no page',
  csdl: 'no CSDL',
  openapi: 'no OpenAPI description',
  evidence: 'no evidence',
};

/** Formats texts for the terminal. */
interface Terminal {
  paint(text: string, tone: 'red' | 'yellow' | 'green' | 'dim'): string;
  fold(text: string, indent: number): string[];
}

const terminalOf = ({ color, width }: DriftConsoleOptions): Terminal => ({
  paint: (text, tone) => (color ? styleText(tone, text, { validateStream: false }) : text),
  fold(text, indent) {
    // A line may also end between two spaces; the second space does not start the next line.
    const [first = '', ...rest] = wrap(text, width, indent);
    return [first.trimEnd(), ...rest.map((line) => `${' '.repeat(indent)}${line.trim()}`)];
  },
});

/**
 * Renders a comparison for a terminal: new contradictions in full, known ones in one line each, and the table of
 * statements. External texts are printed as plain characters.
 */
export function renderDrift(drift: Drift, options: DriftConsoleOptions): string {
  const terminal = terminalOf(options);
  const { width, quiet, files = [] } = options;
  const fresh = drift.contradictions.filter(({ disagreement }) => disagreement === null);
  return joined([
    ...fresh.slice(0, LIMITS.contradictions).map((each) => inFull(each, terminal)),
    more(fresh.length - LIMITS.contradictions, 'contradictions', FILE),
    stale(drift, terminal),
    // With --strict these fail the run, as stale entries do.
    ...(quiet && drift.strict ? [reworded(drift, terminal)] : []),
    ...(quiet
      ? []
      : [
          known(drift, terminal),
          reworded(drift, terminal),
          statementTable(drift, width, (text) => terminal.paint(text, 'red')),
          additional(drift, terminal),
          sources(drift, terminal),
          files.map((file) => `wrote ${visible(file)}`),
        ]),
    terminal.fold(conclusion(drift, options.exitCode ?? exitCodeOfDrift(drift), terminal), 2),
  ]);
}

function inFull(each: Contradiction, { paint, fold }: Terminal): string[] {
  return [
    ...fold(`${paint('NEW', 'red')}  ${visible(each.message, LONGEST)}`, 5),
    ...places('at', each.places, fold),
    ...places('against', each.against, fold),
    ...fold(`     ${effects(each)}`, 5),
  ];
}

/** The effects of adopting the source's statement, for each party. */
export const effects = ({ clients, providers }: Pick<Contradiction, 'clients' | 'providers'>): string =>
  `if the slice followed: ${clients} for clients, ${providers} for providers`;

function places(word: string, all: readonly Place[], fold: Terminal['fold']): string[] {
  const shown = all
    .slice(0, LIMITS.places)
    .flatMap((place, at) => fold(`     ${(at === 0 ? word : '').padEnd(7)}  ${placed(place)}`, 14));
  const left = all.length - LIMITS.places;
  return left > 0
    ? [...shown, `${' '.repeat(14)}and ${left} more ${left === 1 ? 'place' : 'places'}`]
    : shown;
}

const placed = (place: Place): string => visible(placeInWords(place), LONGEST);

function stale(drift: Drift, { paint, fold }: Terminal): string[] {
  return drift.stale.flatMap(({ disagreement, statement, source, says }) =>
    fold(
      `${paint('STALE', 'yellow')}  ${visible(disagreement, LONGEST)}: ${SPEAKERS[source]} says ${visible(says ?? 'anything else', LONGEST)} of ${visible(statement, LONGEST)} any more`,
      7,
    ),
  );
}

/** Known contradictions, one line each: a place in the source, and the first place on the other side. */
function known({ contradictions }: Drift, { fold }: Terminal): string[] {
  const all = contradictions.filter(({ disagreement }) => disagreement !== null);
  if (all.length === 0) return [];
  const lines = all
    .slice(0, LIMITS.known)
    .flatMap(({ disagreement, message, places: [place], against: [slice, source] }) => {
      const other = source ?? slice;
      const at = `${place ? placed(place) : ''} against ${other ? placed(other) : 'the slice'}`;
      return fold(`  ${visible(disagreement ?? '', LONGEST)}  ${visible(message, LONGEST)}  ${at}`, 7);
    });
  return [
    'known contradictions:',
    ...lines,
    ...more(all.length - LIMITS.known, 'known contradictions', FILE),
  ];
}

/** Statements that sources have in addition to the slice. */
function additional({ additional: all }: Drift, { fold }: Terminal): string[] {
  if (all.length === 0) return [];
  return [
    'beside the slice:',
    ...all
      .slice(0, LIMITS.additional)
      .flatMap(({ key, value, place }) =>
        fold(`  ${visible(key, LONGEST)}: ${visible(inWords(value), LONGEST)}  ${placed(place)}`, 4),
      ),
    ...more(all.length - LIMITS.additional, 'of them', FILE),
  ];
}

const CHANGES: Record<Reworded['change'], string> = {
  changed: 'says now: ',
  new: 'has a new sentence: ',
  gone: 'a sentence is gone behind this line',
};

/** Sentences of pages that are not what they were when the slice was written. */
function reworded({ reworded: all }: Drift, { fold }: Terminal): string[] {
  if (all.length === 0) return [];
  return [
    'changed on the pages, without a statement that contradicts the slice:',
    ...all
      .slice(0, LIMITS.reworded)
      .flatMap(({ change, place, text }) =>
        fold(`  ${placed(place)}  ${CHANGES[change]}${visible(text ?? '', LONGEST)}`, 4),
      ),
    ...more(all.length - LIMITS.reworded, 'sentences', FILE),
    ...fold('  when the slice says what they say: record the pages again with --format wording', 4),
  ];
}

function sources(drift: Drift, { fold }: Terminal): string[] {
  return drift.sources.flatMap((source) => {
    const { kind, name, version, cloud } = source;
    const of = [version, cloud].filter((each) => each !== null).join(', ');
    return fold(
      `${kind.padEnd(8)}  ${visible(name, LONGEST)}${of === '' ? '' : ` (${of})`}  ${visible(sourceInWords(source), LONGEST)}`,
      10,
    );
  });
}

function conclusion(drift: Drift, exitCode: number, { paint }: Terminal): string {
  const { counts, verdict } = drift;
  if (verdict === 'nothing compared')
    return `nothing was compared: no source speaks of the operation (exit ${exitCode})`;
  const said = [
    `${counts.new} new`,
    `${counts.known} known`,
    `${counts.stale} stale`,
    ...(counts.reworded > 0 ? [`${counts.reworded} reworded`] : []),
    `${counts.agreed} of ${drift.statements.length} statements agreed`,
  ].join(', ');
  return `${paint(verdict, verdict === 'agrees' ? 'green' : 'red')}: ${said} (exit ${exitCode})`;
}
