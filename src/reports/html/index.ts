import type { Register } from '../../contract/register/register';
import type { Finding, Outcome, Report, RequirementResult } from '../../results/report';
import { visible } from '../../results/visible';
import { headText } from '../head';
import { findingView, leftOut, type Bench } from './finding';
import { filterForm } from './filter';
import { anchorOf, html, type Markup } from './markup';
import { page } from './page';
import { requirementView } from './requirement';
import { inputsView, interactionsView, provenanceView, putBackView, waiversView } from './sections';
import { verdictView, worstView } from './summary';

/**
 * The report as one HTML file for people: verdict and worst finding first, then row by row in the order of the
 * register. What came from outside is shown and never interpreted.
 * @param further sections of others, below the rows
 * @param reportFile the report as JSON, where it was written
 */
export function renderHtml(
  report: Report,
  register: Register,
  further: readonly Markup[] = [],
  reportFile?: string,
): string {
  const bench = benchOf(report, register, reportFile);
  const title = `${report.verdict}: ${headText(report, register, 100)} - graph-contract`;
  return page(title, [
    html`<a class="sr skip" href="#rows">Skip to the rows</a>`,
    verdictView(report, register),
    html`<main>
      ${foundView(report, bench)} ${filterForm(outcomesIn(report))} ${rowsView(report, bench)} ${further}
    </main>`,
    provenanceView(report),
  ]);
}

/** What the parts of a page of a report are made with. */
export const benchOf = (report: Report, register: Register, reportFile: string | undefined): Bench => ({
  register,
  reportFile,
  exchanges: new Map(report.exchanges.map((exchange) => [exchange.id, exchange])),
  drawn: new Map(),
});

/** What the rows of a report came to. */
export const outcomesIn = ({ requirements, interactions }: Report): Outcome[] =>
  [...requirements, ...interactions].map(({ outcome }) => outcome);

/**
 * The worst that was found, and how the run left the policy. A policy that people use and that a command puts back goes
 * before all findings; of any other the reason in the head has the differences already.
 */
export function foundView(report: Report, bench: Bench): Markup {
  const { putBack } = report;
  const isUrgent = putBack?.equal === false && putBack.command !== null;
  return html`${isUrgent && putBackView(report)} ${worstView(report, bench)}
  ${putBack !== undefined && !isUrgent && putBackView(report)}`;
}

/** Row by row what was found. */
export const rowsView = (report: Report, bench: Bench): Markup =>
  html`${ofTheRun(report, bench)}
    <div id="rows">${groups(report, bench)}</div>
    ${interactionsView(report, bench)} ${waiversView(report)} ${inputsView(report)}`;

/** Findings without a row, such as an unreachable provider or an unreadable line. */
function ofTheRun(report: Report, bench: Bench): Markup | false {
  const known = new Set(report.requirements.map(({ id }) => id));
  const strays = report.findings.filter(({ requirement }) => requirement === null || !known.has(requirement));
  if (strays.length === 0) return false;
  return html`<section aria-labelledby="run">
    <h2 id="run">The run</h2>
    <div class="rows">
      ${strays.map((finding, at) => findingView(finding, `run-${at + 1}`, bench))} ${leftOut(strays)}
    </div>
  </section>`;
}

/** The rows in the groups of the register; those of no group, such as an overlay that is not at hand, come last. */
function groups(report: Report, bench: Bench): Markup[] {
  const byRow = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    if (finding.requirement === null) continue;
    const some = byRow.get(finding.requirement);
    if (some) some.push(finding);
    else byRow.set(finding.requirement, [finding]);
  }
  const groupOf = ({ id }: RequirementResult): string => bench.register.byId.get(id)?.group ?? '';
  const headings = [...bench.register.groups, { id: '', title: 'Other rows' }];
  return headings.flatMap(({ id, title }) => {
    const rows = report.requirements.filter((row) => groupOf(row) === id);
    if (rows.length === 0) return [];
    const anchor = `group-${anchorOf(id)}`;
    return [
      html`<section data-group aria-labelledby="${anchor}">
        <h2 id="${anchor}">${visible(title)}</h2>
        <div class="rows">
          ${rows.map((row) => requirementView(row, bench.register.byId.get(row.id), byRow.get(row.id) ?? [], bench))}
        </div>
      </section>`,
    ];
  });
}

export { renderMatrixHtml } from './matrix';
