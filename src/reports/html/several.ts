import { raw } from 'hono/html';
import type { Several } from '../../results/several';
import { headText } from '../head';
import { sectionsOf, type Section } from '../several';
import { filterForm } from './filter';
import { benchOf, foundView, outcomesIn, rowsView } from './index';
import { anchorOf, html, text, type Markup } from './markup';
import { page } from './page';
import { provenanceView } from './sections';
import { verdictView, VERDICTS } from './summary';

/** The reports of several operations as one HTML file: their verdicts, and a section for each. */
export function renderSeveralHtml(several: Several, reportFile?: string): string {
  const sections = sectionsOf(several);
  const { verdict } = several;
  const about = `${sections.length} operations`;
  return page(`${verdict}: ${about} - graph-contract`, [
    html`<header>
      <div class="verdict ${verdict}">
        <h1>${VERDICTS[verdict]}: ${about}</h1>
        <ul>
          ${sections.map(
            ({ name, report }) =>
              html`<li>
                <a href="#${anchorOf(name)}">${text(name)}</a>
                <span class="badge ${report.verdict}">${report.verdict}</span>
              </li>`,
          )}
        </ul>
      </div>
    </header>`,
    html`<main>
      ${filterForm(sections.flatMap(({ report }) => outcomesIn(report)))}
      ${sections.map((section) => sectionView(section, reportFile))}
    </main>`,
  ]);
}

function sectionView({ report, register, name }: Section, reportFile: string | undefined): Markup {
  const bench = benchOf(report, register, reportFile);
  const inside = html`${verdictView(report, register)} ${foundView(report, bench)} ${rowsView(report, bench)}
  ${provenanceView(report)}`;
  return html`<section
    class="operation"
    id="${anchorOf(name)}"
    aria-label="${headText(report, register, 100)}"
  >
    ${raw(below(inside.toString(), `${anchorOf(name)}-`))}
  </section>`;
}

/**
 * Markup as a section of a page: its anchors begin with that of the section, and its headings are a level further down.
 * Texts from outside have neither quotation marks nor angle brackets of their own in it, so that only markup is meant.
 */
const below = (markup: string, prefix: string): string =>
  markup
    .replace(
      / (id|aria-labelledby|data-copy|href)="(#?)([^"]*)"/g,
      (whole, name: string, hash: string, to) =>
        name === 'href' && hash === '' ? whole : ` ${name}="${hash}${prefix}${String(to)}"`,
    )
    .replace(/(<\/?h)([1-5])(?=[ >])/g, (_whole, tag: string, level: string) => `${tag}${Number(level) + 1}`);
