import type { Register } from '../../contract/register/register';
import { commandLine } from '../command-line';
import { againOf, type Again, scriptText, textOf, waivedText } from '../finding';
import type { Finding, NamedExchange, Outcome, WaivedBy } from '../../results/report';
import { exchangeView } from './exchange';
import { html, link, text, type Markup } from './markup';
import { ON_PAPER } from './style';

/** How much of a value is shown, in characters. */
const LONGEST = 2000;

/** The data that all findings of a page use. */
export interface Bench {
  register: Register;
  /** The report as JSON, where it was written. */
  reportFile: string | undefined;
  exchanges: ReadonlyMap<string, NamedExchange>;
  /** Exchanges that are drawn already, and under which finding: each is drawn once. */
  drawn: Map<string, string>;
}

/** An outcome in a word, never by its colour alone. */
export const badge = (outcome: Outcome): Markup => html`<span class="badge ${outcome}">${outcome}</span>`;

/** The shell line that sends a request again, with a button that copies it. */
export function command(line: string, id: string): Markup {
  return html`<div class="command">
    <pre id="${id}" tabindex="0" role="group" aria-label="Command that sends it again">
${commandLine(line)}</pre>
    <button type="button" data-copy="${id}" hidden>Copy</button>
  </div>`;
}

/** The script that shows a finding again, from a known state, with a button that copies it. */
const scriptView = (script: string | undefined, id: string): Markup | false =>
  script !== undefined &&
  html`<div class="command">
    <pre id="${id}" tabindex="0" role="group" aria-label="Script that shows it again, from a known state">
${script}</pre>
    <button type="button" data-copy="${id}" hidden>Copy</button>
  </div>`;

/** Expected against actual, and where. */
export function expectedAgainstActual(
  expected: string,
  actual: string,
  more: readonly Markup[] = [],
): Markup {
  return html`<dl class="pair">
    <dt>Expected</dt>
    <dd class="expected">${expected}</dd>
    <dt>Actual</dt>
    <dd class="actual">${actual}</dd>
    ${more}
  </dl>`;
}

/** The command that sends again what shows a finding, with a button that copies it. */
export const seenAgain = ({ command, remark }: Again, id: string): Markup =>
  html`<dt>See it again</dt>
    <dd class="again">
      <code id="${id}">${command}</code>
      <button type="button" data-copy="${id}" hidden>Copy</button>
      ${remark !== '' && html`<span class="quiet">(${remark})</span>`}
    </dd>`;

/** The waiver that accepts a violation. */
export const waivedLine = (waived: WaivedBy | undefined): Markup | false =>
  waived !== undefined && html`<p><strong>Waived:</strong> ${waivedText(waived, LONGEST)}</p>`;

/** A finding in full. @param id what stands behind # in its address */
export function findingView(finding: Finding, id: string, bench: Bench): Markup {
  const { register, exchanges, drawn, reportFile } = bench;
  const again = againOf(finding, reportFile);
  const words = textOf(finding, register, LONGEST);
  const mine = finding.exchanges.flatMap((name) => {
    const exchange = exchanges.get(name);
    if (!exchange?.shown || drawn.has(name)) return [];
    drawn.set(name, id);
    return [exchangeView(exchange)];
  });
  const elsewhere = finding.exchanges.filter((name) => exchanges.get(name)?.shown && drawn.get(name) !== id);
  return html`<article class="finding ${finding.outcome}" id="${id}">
    <h3>${badge(finding.outcome)} <a href="#${id}">${words.message}</a></h3>
    ${waivedLine(finding.waived)}
    ${expectedAgainstActual(words.expected, words.actual, [
      ...(words.place === undefined
        ? []
        : [
            html`<dt>Place</dt>
              <dd class="mono">${words.place}</dd>`,
          ]),
      html`<dt>Blame</dt>
        <dd>
          ${finding.blame}${finding.check !== null && html` <span class="quiet">found by</span> <code>${text(finding.check)}</code>`}
        </dd>`,
      ...(words.follows === undefined
        ? []
        : [
            html`<dt>Follows from</dt>
              <dd class="mono">${words.follows}</dd>`,
          ]),
      ...(words.requests === undefined
        ? []
        : [
            html`<dt>Request</dt>
              <dd>${words.requests}</dd>`,
          ]),
      html`<dt>Exchanges</dt>
        <dd>${words.exchanges}</dd>`,
      ...(again === undefined ? [] : [seenAgain(again, `${id}-again`)]),
    ])}
    ${again === undefined && finding.curl !== null && command(finding.curl, `${id}-curl`)}
    ${scriptView(scriptText(finding), `${id}-script`)} ${mine}
    ${
      elsewhere.length > 0 &&
      html`<p class="quiet">
        Shown above:
        ${elsewhere.slice(0, 3).map((name) => html`<a href="#${drawn.get(name) ?? ''}">${text(name)}</a> `)}
      </p>`
    }
  </article>`;
}

/** The line on paper for findings that are not printed. */
export const leftOut = (findings: readonly Finding[]): Markup | false =>
  findings.length > ON_PAPER &&
  html`<p class="on-paper quiet">
    and ${findings.length - ON_PAPER} more: on the screen, and in report.json
  </p>`;

/** A finding on one line, where there are many. */
export const findingLine = (finding: Finding, id: string): Markup =>
  html`<li id="${id}">
    <a href="#${id}">${text(finding.message, 300)}</a> <code>${text(finding.pointer ?? '', 200)}</code>
  </li>`;

/** The clause of a row, as a link. */
export const clauseLink = (clause: { place: string; url: string }): Markup => link(clause.url, clause.place);
