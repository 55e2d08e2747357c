import type { Register } from '../../contract/register/register';
import { waivedText } from '../finding';
import { operationText } from '../head';
import { rankOf } from '../../results/outcome';
import {
  matrixOf,
  rowsOf,
  subjectsOf,
  type Cell,
  type Column,
  type Matrix,
  type MatrixRow,
} from '../../results/matrix';
import type { Merged } from '../../results/merge';
import type { Outcome, Report, Verdict } from '../../results/report';
import { visible } from '../../results/visible';
import { judgedText } from '../parts';
import { filterForm } from './filter';
import { anchorOf, html, link, text, type Markup } from './markup';
import { page } from './page';

const VERDICTS: Record<Verdict, string> = {
  conforms: 'All conform',
  violates: 'Violates the contract',
  incomplete: 'Incomplete: no verdict',
};

/** How much of a target stands at the head of a column. */
const HEAD = 48;
/** How much of a text from outside is shown, in characters. */
const LONGEST = 200;

/** Many reports as one HTML file: the verdict of each subject, and the matrix of requirements and subjects. */
export function renderMatrixHtml(merged: Merged, register: Register): string {
  const matrix = matrixOf(merged, register);
  const subjects = subjectsOf(matrix);
  const { parts } = merged;
  const operation = operationText(matrix.operation, register, LONGEST);
  const about = `${operation}, ${subjects.length} ${subjects.length === 1 ? 'subject' : 'subjects'}`;
  return page(`${matrix.verdict}: ${about} - graph-contract`, [
    html`<header>
      <div class="verdict ${matrix.verdict}">
        <h1>${VERDICTS[matrix.verdict]}: ${about}</h1>
        <p>
          ${parts.length} ${parts.length === 1 ? 'report' : 'reports'}, contract
          ${matrix.contracts.map(({ revision }) => visible(revision)).join(' and ')}
        </p>
      </div>
    </header>`,
    html`<main>
      ${
        matrix.contracts.length > 1 &&
        html`<p class="card deviates">The reports are by different contracts, and may not mean the same.</p>`
      }
      ${subjectsTable(subjects)} ${filterForm(outcomesIn(matrix))} ${grid(matrix, subjects)}
    </main>`,
    html`<footer>
      <h2 id="provenance">Provenance</h2>
      <div class="scroll" tabindex="0" role="group" aria-label="Where the reports come from">
        <table>
          <thead>
            <tr>
              ${['Target', 'Started', 'Contract', 'Evidence', 'Commit', 'CI', 'Made by'].map(
                (name) => html`<th scope="col">${name}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${parts.map(origin)}
          </tbody>
        </table>
      </div>
    </footer>`,
  ]);
}

type Subject = { column: Column; at: number };

function subjectsTable(subjects: readonly Subject[]): Markup {
  return html`<section aria-labelledby="subjects">
    <h2 id="subjects">Subjects</h2>
    <div class="scroll" tabindex="0" role="group" aria-label="Verdict of each subject">
      <table>
        <thead>
          <tr>
            ${['Subject', 'Verdict', 'MUST rows judged', 'Interactions that fail', 'Reports', 'Reason'].map(
              (name) => html`<th scope="col">${name}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${subjects.map(
            ({ column: { kind, target, verdict, judged, must, interactions, parts, reasons } }) =>
              html`<tr>
                <th scope="row">${kind} <span class="mono">${text(target, 300)}</span></th>
                <td><span class="badge ${verdict}">${verdict}</span></td>
                <td>${judged} of ${must}</td>
                <td>
                  ${interactions.all === 0 ? 'none replayed' : `${interactions.red} of ${interactions.all}`}
                </td>
                <td>${parts}</td>
                <td>${text(reasons.join('; '), 500)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** The worst outcome of a row decides how it is filtered. */
const worstOf = ({ cells }: MatrixRow): Outcome =>
  cells
    .flatMap((cell) => cell?.outcome ?? [])
    .sort((one, other) => rankOf(one) - rankOf(other))
    .at(0) ?? 'not-exercised';

const outcomesIn = ({ rows }: Matrix): Outcome[] => [...new Set(rows.map(worstOf))];

function grid(matrix: Matrix, subjects: readonly Subject[]): Markup {
  return html`<section data-group aria-labelledby="rows">
    <h2 id="rows">Requirements</h2>
    <div class="scroll" tabindex="0" role="group" aria-label="Requirements and subjects">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Level</th>
            ${subjects.map(({ column }) => html`<th scope="col" class="mono">${text(column.target, HEAD)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rowsOf(matrix).map((row) => line(row, subjects))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function line(row: MatrixRow, subjects: readonly Subject[]): Markup {
  const anchor = anchorOf(row.id);
  return html`<tr id="${anchor}" data-outcome="${worstOf(row)}" data-level="${row.level}">
    <th scope="row">
      <a href="#${anchor}">${text(row.id)}</a> <span class="quiet">${text(row.title ?? '')}</span>
    </th>
    <td>${row.level}</td>
    ${subjects.map(({ at }) => html`<td>${cellView(row.cells[at] ?? null)}</td>`)}
  </tr>`;
}

function cellView(cell: Cell | null): Markup {
  if (!cell) return html`<span class="quiet">not in its reports</span>`;
  return html`<span class="badge ${cell.outcome}">${cell.outcome}</span>${
      cell.judged > 0 && html` <span class="quiet">${judgedText(cell)}</span>`
    }${cell.waived && html`<br /><span class="quiet">${waivedText(cell.waived)}</span>`}`;
}

function origin({ subject, provenance, contract, tool }: Report): Markup {
  const { startedAt, commit, ci, evidence } = provenance;
  return html`<tr>
    <td class="mono">${text(subject.target, 200)}</td>
    <td>${text(startedAt)}</td>
    <td>${text(contract.revision)}, <span class="mono">${text(contract.digest)}</span></td>
    <td class="mono">${text(evidence?.digest ?? 'none was kept')}</td>
    <td class="mono">${text(commit ?? 'unknown')}</td>
    <td>${ci && (ci.url === undefined ? text(ci.name) : link(ci.url, ci.name))}</td>
    <td>${text(tool.name)} ${text(tool.version)}</td>
  </tr>`;
}
