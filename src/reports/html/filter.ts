import { OUTCOMES, type Outcome } from '../../results/report';
import { html, type Markup } from './markup';

/** What hides rows by their outcome, level and text. It needs the script, and is hidden without. */
export function filterForm(there: readonly Outcome[]): Markup {
  const outcomes = OUTCOMES.filter((outcome) => there.includes(outcome));
  return html`<form class="filter" aria-label="Filter the rows" hidden>
    <fieldset>
      <legend>Outcome</legend>
      ${outcomes.map(
        (outcome) =>
          html`<label><input type="checkbox" name="outcome" value="${outcome}" checked />${outcome}</label>`,
      )}
    </fieldset>
    <label
      >Level
      <select name="level">
        <option value="">all</option>
        <option>MUST</option>
        <option>SHOULD</option>
        <option>INFO</option>
      </select>
    </label>
    <label>Text <input type="search" name="text" /></label>
    <button type="button" name="open" aria-pressed="false">Open all</button>
    <button type="reset">Reset</button>
    <output id="shown" aria-live="polite"></output>
  </form>`;
}
