import { interactionText, waivedText } from '../finding';
import type { Report } from '../../results/report';
import { badge, clauseLink, command, expectedAgainstActual, waivedLine, type Bench } from './finding';
import { html, link, text, type Markup } from './markup';

/** Interactions of Pacts and what became of them. */
export function interactionsView({ interactions }: Report, { register }: Bench): Markup | false {
  if (interactions.length === 0) return false;
  return html`<section data-group aria-labelledby="interactions">
    <h2 id="interactions">Interactions of Pacts</h2>
    <div class="rows">
      ${interactions.map((interaction, at) => {
        const words = interactionText(interaction, register, 2000);
        const id = `interaction-${at + 1}`;
        return html`<details
          class="row ${interaction.outcome}"
          id="${id}"
          data-outcome="${interaction.outcome}"
          data-level=""
          ${interaction.outcome === 'violates' ? 'open' : ''}
        >
          <summary>${badge(interaction.outcome)} <span class="title">${words.heading}</span></summary>
          <div class="inside">
            ${words.message !== '' && html`<p>${words.message}</p>`} ${waivedLine(interaction.waived)}
            ${words.expected !== undefined && expectedAgainstActual(words.expected, words.actual ?? '')}
            <p class="quiet">${words.source}${words.blame !== undefined && `; blame: ${words.blame}`}</p>
            ${words.clauses.map((clause) => html`<p>${clauseLink(clause)}</p>`)}
            ${interaction.curl !== null && command(interaction.curl, `${id}-curl`)}
          </div>
        </details>`;
      })}
    </div>
  </section>`;
}

/** Waivers, and those that somebody has to look after first. */
export function waiversView({ waivers = [] }: Report): Markup | false {
  if (waivers.length === 0) return false;
  const tone = {
    expired: 'violates',
    expiring: 'deviates',
    stale: 'deviates',
    used: 'waived',
    elsewhere: 'not-exercised',
  };
  const order = ['expired', 'expiring', 'stale', 'used', 'elsewhere'];
  const sorted = [...waivers].sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  return html`<section aria-labelledby="waivers">
    <h2 id="waivers">Waivers</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="waivers">
      <table>
        <thead>
          <tr>
            <th scope="col">Waiver</th>
            <th scope="col">For</th>
            <th scope="col">State</th>
            <th scope="col">Findings</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          ${sorted.map(
            (waiver) =>
              html`<tr>
                <td><code>${text(waiver.by)}</code></td>
                <td>
                  <code>${text(waiver.names)}</code
                  >${waiver.target !== null && html` at <code>${text(waiver.target)}</code>`}
                </td>
                <td><span class="badge ${tone[waiver.state]}">${waiver.state}</span></td>
                <td>${waiver.matched}</td>
                <td>
                  ${waivedText(waiver, 2000)}${waiver.link !== undefined && html` ${link(waiver.link, 'link')}`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** How the run left the policy, and the proof. */
export function putBackView({ putBack }: Report): Markup | false {
  if (!putBack) return false;
  const { equal, differences, first, last, writes, command: line } = putBack;
  return html`<section class="card ${equal ? 'conforms' : 'violates'}" aria-labelledby="put-back">
    <h2 id="put-back">
      ${equal ? 'Policy restored' : `The policy ${last === null ? 'may not be' : 'is not'} as it was`}
    </h2>
    <p>
      First read <code>${text(first ?? 'none')}</code>, last read <code>${text(last ?? 'none')}</code>,
      ${writes} writes.
    </p>
    ${
      differences.length > 0 &&
      html`<ul>
        ${differences.map((each) => html`<li>${text(each)}</li>`)}
      </ul>`
    }
    ${line !== null && command(line, 'restore')}
  </section>`;
}

/** What was read, and what was passed over and why. */
export function inputsView({ inputs }: Report): Markup | false {
  if (inputs.length === 0) return false;
  return html`<section aria-labelledby="inputs">
    <h2 id="inputs">What was read</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="inputs">
      <table>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Read</th>
            <th scope="col">Judged</th>
            <th scope="col">Passed over</th>
            <th scope="col">Not shown</th>
          </tr>
        </thead>
        <tbody>
          ${inputs.map(({ file, read, judged, passedOver, notShown = {} }) => {
            const counts = (byReason: Record<string, number>): string =>
              Object.entries(byReason)
                .map(([reason, count]) => `${count} ${reason}`)
                .join(', ') || 'none';
            return html`<tr>
              <td class="mono">${text(file)}</td>
              <td>${read}</td>
              <td>${judged}</td>
              <td>${text(counts(passedOver))}</td>
              <td>${text(counts(notShown))}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** The provenance of the verdict. */
export function provenanceView({ tool, contract, subject, provenance }: Report): Markup {
  const { commit, ci, evidence, host, durationMs, judgedAt } = provenance;
  return html`<footer>
    <h2 id="provenance">Provenance</h2>
    <dl class="pair">
      <dt>Judged</dt>
      <dd>${subject.kind} <span class="mono">${text(subject.target)}</span></dd>
      <dt>Operation</dt>
      <dd class="mono">${text(contract.operation)}</dd>
      <dt>Contract</dt>
      <dd>revision ${text(contract.revision)}, <span class="mono">${text(contract.digest)}</span></dd>
      <dt>Evidence</dt>
      <dd>
        ${evidence === null ? 'none was kept' : html`<span class="mono">${text(evidence.file)} ${text(evidence.digest)}</span>`}
      </dd>
      <dt>Started</dt>
      <dd>${text(provenance.startedAt)}, ${(durationMs / 1000).toFixed(1)} s</dd>
      ${
        judgedAt !== undefined &&
        html`<dt>Judged again</dt>
          <dd>${text(judgedAt)}</dd>`
      }
      <dt>Commit</dt>
      <dd class="mono">${text(commit ?? 'unknown')}</dd>
      ${
        ci &&
        html`<dt>CI</dt>
          <dd>${ci.url === undefined ? text(ci.name) : link(ci.url, ci.name)}</dd>`
      }
      <dt>Made by</dt>
      <dd>${text(tool.name)} ${text(tool.version)}, Node ${text(host.node)}, ${text(host.platform)}</dd>
    </dl>
  </footer>`;
}
