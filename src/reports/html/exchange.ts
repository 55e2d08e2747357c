import type { NamedExchange, ShownBytes, ShownMessage } from '../../results/report';
import { anchorOf, drawn, html, text, type Markup } from './markup';

/** An exchange as it was on the wire; nothing of it is interpreted. */
export function exchangeView(exchange: NamedExchange): Markup {
  const { id, shown, status } = exchange;
  if (!shown) return html``;
  const answer = status === null ? 'no answer' : String(status);
  return html`<details class="exchange" id="exchange-${anchorOf(id)}">
    <summary>
      On the wire: <strong>${text(id)}</strong> ${text(exchange.method)} <span aria-hidden="true">→</span>
      <span class="sr">answered with</span> ${answer}
    </summary>
    <p class="quiet">
      ${text(exchange.source)}${shown.request.asSent ? '' : '; the request is put together from what was recorded'}
    </p>
    ${wire('Request', [...message(shown.request)])}
    ${shown.before && html`<p>${bytesOf(shown.before)} came before the response and belong to none.</p>`}
    ${
      shown.response
        ? wire(
            shown.response.asSent
              ? 'Response, byte by byte'
              : 'Response, put together from what was recorded',
            [
              shown.before && html`<mark>${drawn(shown.before.sample)}</mark>`,
              ...message(shown.response),
              shown.after && html`<mark>${drawn(shown.after.sample)}</mark>`,
            ],
          )
        : html`<p>No response: ${text(shown.failure ?? 'none was recorded')}</p>`
    }
    ${shown.after && html`<p>${bytesOf(shown.after)} came after a response that has no content.</p>`}
  </details>`;
}

const bytesOf = ({ bytes }: ShownBytes): string => `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;

const wire = (label: string, parts: readonly (Markup | null)[]): Markup =>
  html`<pre class="wire" tabindex="0" role="group" aria-label="${label}">${parts}</pre>`;

function* message({ head, body, encoding, omitted }: ShownMessage): Generator<Markup> {
  yield html`${drawn(head)}`;
  if (body !== null)
    yield encoding === 'utf8'
      ? html`${drawn(body)}`
      : html`<span class="ctl">base64:</span> ${text(body, 8192)}`;
  if (omitted > 0) yield html`<span class="ctl"> … ${omitted} more, in the evidence</span>`;
}
