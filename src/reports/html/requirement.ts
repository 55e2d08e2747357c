import type { Requirement } from '../../contract/register/row';
import { rankOf } from '../../results/outcome';
import type { Finding, Outcome, RequirementResult } from '../../results/report';
import { judgedText } from '../parts';
import { badge, findingLine, findingView, leftOut, type Bench } from './finding';
import { anchorOf, html, link, text, type Markup } from './markup';

/** Findings of a row that are drawn in full; those beyond take a line each. */
const IN_FULL = 50;
/** What is open when the page opens. */
const OPEN = new Set(['violates', 'error']);

/** A row: its outcome, its clause, and what was found of it. */
export function requirementView(
  result: RequirementResult,
  row: Requirement | undefined,
  findings: readonly Finding[],
  bench: Bench,
): Markup {
  const { id, level, outcome, judged } = result;
  const anchor = anchorOf(id);
  const sorted = [...findings].sort((one, other) => rankOf(one.outcome) - rankOf(other.outcome));
  const idOf = (at: number): string => `${anchor}-${at + 1}`;
  const times = judged === 0 ? 'not judged' : judgedText(result);
  return html`<details
    class="row ${outcome}"
    id="${anchor}"
    data-outcome="${outcome}"
    data-level="${level}"
    ${OPEN.has(outcome) ? 'open' : ''}
  >
    <summary>
      ${badge(outcome)} <strong>${text(id)}</strong>
      <span class="title">${text(row?.title ?? '')}</span>
      <span class="quiet">${levelText(level, outcome)}, ${times}</span>
    </summary>
    <div class="inside">
      ${row && about(row, anchor)}
      ${sorted.slice(0, IN_FULL).map((finding, at) => findingView(finding, idOf(at), bench))}
      ${
        sorted.length > IN_FULL &&
        html`<ol class="short" start="${IN_FULL + 1}">
          ${sorted.slice(IN_FULL).map((finding, at) => findingLine(finding, idOf(IN_FULL + at)))}
        </ol>`
      }
      ${leftOut(sorted)}
    </div>
  </details>`;
}

/** The level of a row; where it is broken at most in a way that weighs less, that one. */
const levelText = (level: string, outcome: Outcome): string =>
  ({ deviates: 'SHOULD broken', informational: 'INFO' })[outcome as 'deviates'] ?? level;

function about(row: Requirement, anchor: string): Markup {
  return html`<p>
      ${text(row.statement)} <a href="#${anchor}" class="quiet" aria-label="Link to ${text(row.id)}">#</a>
    </p>
    <dl class="pair">
      <dt>Clause</dt>
      <dd>${row.sources.map(({ page, section, url }) => html`${link(url, `${page}, ${section}`)}<br />`)}</dd>
      ${
        row.derivedFrom !== undefined &&
        html`<dt>Derived</dt>
          <dd>${text(row.derivedFrom)}</dd>`
      }
      ${
        row.why !== undefined &&
        html`<dt>Why</dt>
          <dd>${text(row.why)}</dd>`
      }
      ${
        row.remedy !== undefined &&
        html`<dt>What to do</dt>
          <dd>${text(row.remedy)}</dd>`
      }
      <dt>Judged by</dt>
      <dd>
        ${row.checks.length === 0 ? text(row.reason ?? 'no check') : html`<code>${text(row.checks.join(', '))}</code>`}
      </dd>
    </dl>`;
}
