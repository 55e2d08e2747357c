import { coverageText } from '../coverage';
import { againOf, interactionText, textOf } from '../finding';
import { headOf } from '../head';
import { byCause, causesText } from '../../results/causes';
import { isRed, rankOf } from '../../results/outcome';
import { OUTCOMES, type Finding, type Report } from '../../results/report';
import { badge, clauseLink, command, expectedAgainstActual, seenAgain, type Bench } from './finding';
import { anchorOf, html, text, type Markup } from './markup';

/** A verdict, for the heading of a report. */
export const VERDICTS: Record<Report['verdict'], string> = {
  conforms: 'Conforms',
  violates: 'Violates the contract',
  incomplete: 'Incomplete: no verdict',
};

/** Who was judged, when, by which contract, and what it comes to. */
export function verdictView(report: Report, register: Bench['register']): Markup {
  const { verdict, provenance, contract, reason } = report;
  const { operation, kind, target } = headOf(report, register, 200);
  const causes = causesText(report.findings);
  const counts = OUTCOMES.filter((outcome) => report.counts[outcome] > 0);
  return html`<header>
    <div class="verdict ${verdict}">
      <h1>${VERDICTS[verdict]}: ${operation}, ${kind} <span class="target">${target}</span></h1>
      ${causes !== undefined && html`<p><strong>${causes}</strong></p>`}
      ${reason !== null && html`<p>${text(reason)}</p>`}
      <p>
        <time datetime="${provenance.startedAt}"
          >${provenance.startedAt.slice(0, 19).replace('T', ' ')} UTC</time
        >, contract ${text(contract.revision)},
        <strong>${coverageText(report, register)}</strong>${report.strict && ', strict'}
      </p>
    </div>
    <ul class="counts" aria-label="Rows by outcome">
      ${counts.map((outcome) => html`<li><span class="badge ${outcome}">${report.counts[outcome]} ${outcome}</span></li>`)}
    </ul>
  </header>`;
}

/**
 * The card that a person with a red pipeline sees first: the worst finding, its clause, and how to repeat it.
 */
export function worstView(report: Report, { register, reportFile }: Bench): Markup | false {
  const [cause] = byCause(
    report.findings.filter(({ outcome }) => outcome !== 'waived'),
    weight,
  ).filter(({ finding, consequences }) =>
    [finding, ...consequences].some(({ outcome, level }) => isRed(outcome, level, report)),
  );
  const worst = cause?.finding;
  if (!worst) return worstInteraction(report, register);
  const words = textOf(worst, register, 300);
  const again = againOf(worst, reportFile);
  return html`<section class="card ${worst.outcome}" aria-label="The worst finding">
    <p>
      ${badge(worst.outcome)}
      ${
        worst.requirement === null
          ? html`<strong>The run</strong>`
          : html`<a href="#${anchorOf(worst.requirement)}"><strong>${text(worst.requirement)}</strong></a>`
      }
      ${words.clause && html`<span class="quiet">${clauseLink(words.clause)}</span>`}
    </p>
    <p>${words.message}</p>
    ${expectedAgainstActual(words.expected, words.actual, [
      ...(words.requests === undefined
        ? []
        : [
            html`<dt>Request</dt>
              <dd>${words.requests}</dd>`,
          ]),
      ...(words.remedy === undefined
        ? []
        : [
            html`<dt>What to change</dt>
              <dd>${words.remedy}</dd>`,
          ]),
      ...(again === undefined ? [] : [seenAgain(again, 'worst-again')]),
    ])}
    ${again === undefined && worst.curl !== null && command(worst.curl, 'worst-curl')}
  </section>`;
}

function worstInteraction(report: Report, register: Bench['register']): Markup | false {
  const worst = report.interactions.find(({ outcome }) => isRed(outcome, null, report));
  if (!worst) return false;
  const words = interactionText(worst, register, 300);
  return html`<section class="card ${worst.outcome}" aria-label="The worst finding">
    <p>${badge(worst.outcome)} <strong>${words.heading}</strong></p>
    <p>${words.message}</p>
    ${words.expected !== undefined && expectedAgainstActual(words.expected, words.actual ?? '')}
    ${worst.curl !== null && command(worst.curl, 'worst-curl')}
  </section>`;
}

/** What broke before what could not be judged, and a MUST before a SHOULD. */
const weight = ({ outcome }: Finding): number => (outcome === 'violates' ? -1 : rankOf(outcome));
