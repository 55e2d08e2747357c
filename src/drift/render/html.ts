import { html, text, type Markup } from '../../reports/html/markup';
import { page } from '../../reports/html/page';
import {
  exitCodeOfDrift,
  kindsIn,
  stateFor,
  stateOf,
  type Contradiction,
  type Drift,
  type State,
} from '../result';
import type { Place } from '../statements';
import { inWords, placeInWords, sourceInWords } from '../words';
import { decisionOn } from './markdown';

/** The colours of the page, by the outcomes that use them. */
const TONES: Record<State, string> = {
  agreed: 'conforms',
  contradicted: 'violates',
  'not mentioned': 'not-exercised',
};

const VERDICTS: Record<Drift['verdict'], string> = {
  agrees: 'conforms',
  drifts: 'violates',
  stale: 'violates',
  'nothing compared': 'incomplete',
};

/**
 * Renders drift.html: new contradictions, known ones, and the table of statements. External content is shown as text.
 */
export function renderDriftHtml(drift: Drift): string {
  const { counts } = drift;
  return page(`${drift.verdict}: drift - graph-contract`, [
    html`<header>
      <div class="verdict ${VERDICTS[drift.verdict]}">
        <h1>Drift: ${drift.verdict}</h1>
        <p>
          ${counts.new} new, ${counts.known} known, ${counts.stale} stale, ${counts.reworded} reworded; exit
          ${exitCodeOfDrift(drift)}
        </p>
        <p>${text(drift.contract.operation)}, slice ${text(drift.contract.revision)}</p>
      </div>
    </header>`,
    html`<main>${contradictions(drift)} ${statements(drift)}</main>`,
    html`<footer>
      ${tableOf(
        'sources',
        'Sources',
        ['Kind', 'Source', 'Version', 'Cloud', 'Statements'],
        drift.sources,
        (each) => [
          each.kind,
          text(each.name),
          text(each.version ?? ''),
          each.cloud ?? '',
          text(sourceInWords(each)),
        ],
      )}
    </footer>`,
  ]);
}

/** The section for the report of a run: whether the contract that the run used still holds, and what contradicts it. */
export function driftSection(drift: Drift): Markup {
  const { counts, sources, statements: all } = drift;
  const agreed = all.filter(({ cells }) => stateOf(cells) === 'agreed').length;
  return html`<section aria-labelledby="drift">
      <h2 id="drift">Drift: ${drift.verdict}</h2>
      <p class="card ${VERDICTS[drift.verdict]}">
        The contract was compared with ${sources.filter(({ passedOver }) => passedOver === null).length}
        sources: ${agreed} of ${all.length} statements agreed, ${counts.new} new contradictions,
        ${counts.known} known, ${counts.stale} stale entries of the ledger, ${counts.reworded} changed
        sentences.
      </p>
    </section>
    ${contradictions(drift)}`;
}

function contradictions(drift: Drift): Markup {
  const fresh = drift.contradictions.filter(({ disagreement }) => disagreement === null);
  const known = drift.contradictions.filter(({ disagreement }) => disagreement !== null);
  return html`${tableOf('new', 'New contradictions', CONTRADICTION, fresh, (each) => contradiction(each, drift))}
  ${tableOf(
    'stale',
    'Stale entries of the ledger',
    ['Entry', 'Statement', 'Source', 'Said'],
    drift.stale,
    (each) => [text(each.disagreement), text(each.statement), each.source, text(each.says ?? 'anything')],
  )}
  ${tableOf(
    'reworded',
    'Sentences that changed on the pages',
    ['Where', 'Change', 'Text'],
    drift.reworded,
    ({ place, change, text: words }) => [text(placeInWords(place)), change, text(words ?? '')],
  )}
  ${tableOf('known', 'Known contradictions', CONTRADICTION, known, (each) => contradiction(each, drift))}`;
}

const CONTRADICTION = [
  'Statement',
  'Slice',
  'Source',
  'Where',
  'Against',
  'For clients',
  'For providers',
  'Decision',
];

const contradiction = (each: Contradiction, drift: Drift): (Markup | string)[] => [
  text(each.key),
  text(inWords(each.expected)),
  text(`${each.kind}: ${inWords(each.actual)}`),
  places(each.places),
  places(each.against),
  badge(each.clients),
  badge(each.providers),
  each.disagreement === null ? badge('none yet') : text(`${each.disagreement}: ${decisionOn(each, drift)}`),
];

/** Words that do not wrap, however narrow the column is. */
const badge = (words: string): Markup => html`<span class="badge not-exercised">${words}</span>`;

const places = (all: readonly Place[]): Markup =>
  html`${all.slice(0, 6).map((place) => html`<span class="mono">${text(placeInWords(place))}</span><br />`)}`;

function statements(drift: Drift): Markup {
  const kinds = kindsIn(drift);
  return tableOf(
    'statements',
    'Statements',
    ['Statement', 'Slice', ...kinds],
    drift.statements,
    (statement) => [
      text(statement.key),
      text(inWords(statement.value)),
      ...kinds.map((kind) => {
        const state = stateFor(kind, statement, drift);
        return html`<span class="badge ${TONES[state]}">${state}</span>`;
      }),
    ],
  ) as Markup;
}

function tableOf<T>(
  id: string,
  title: string,
  head: readonly string[],
  items: readonly T[],
  cells: (item: T) => (Markup | string | number)[],
): Markup | false {
  if (items.length === 0) return false;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title} (${items.length})</h2>
    <div class="scroll" tabindex="0" role="group" aria-label="${title}">
      <table>
        <thead>
          <tr>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${items.map((item) => {
            const [first = '', ...rest] = cells(item);
            return html`<tr>
              <th scope="row">${first}</th>
              ${rest.map((cell) => html`<td>${cell}</td>`)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}
