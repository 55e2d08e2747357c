import { breaks, holds, type ExchangeCheck, type ScenarioCheck } from '../check';
import type { Judgement } from '../judgement';
import type { View } from '../view';
import { isAnswered, plainBefore } from './forms';

/** The HEADs of a scenario that stand behind a GET of the same that succeeded, each with that GET. */
function* headsBehindGets(views: readonly View[]): Iterable<{ head: View; get: View; at: number }> {
  for (const [at, head] of views.entries()) {
    if (head.method !== 'HEAD' || !isAnswered(head) || head.exchange.context?.credentials !== 'full')
      continue;
    const get = plainBefore(views, at, 'GET');
    if (get?.succeeded) yield { head, get, at };
  }
}

/**
 * HEAD is answered as GET is, in status and media type.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2 and section 9.1
 */
export const answersHead: ScenarioCheck = {
  address: 'http/head',
  requirement: 'HTTP-HEAD',
  needs: [],
  scope: 'scenario',
  *judge(views): Iterable<Judgement> {
    for (const { head, get } of headsBehindGets(views)) {
      const [type, ofGet] = [head, get].map((view) => view.responseHeader('content-type'));
      if (head.status !== get.status)
        yield breaks(head, {
          message: `HEAD must be answered as GET is, got ${head.answer}`,
          expected: get.answer,
          actual: head.answer,
          pointer: 'status',
        });
      else if (type !== undefined && type !== ofGet)
        yield breaks(head, {
          message: `HEAD must be answered with the Content-Type of GET, got ${type}`,
          expected: ofGet ?? 'no Content-Type',
          actual: type,
          pointer: 'header:Content-Type',
        });
      else yield holds(head);
    }
  },
};

/**
 * Nothing stands behind the head of an answer to HEAD.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2
 */
export const headHasNoContent: ExchangeCheck = {
  address: 'http/head-content',
  requirement: 'HTTP-HEAD-BODY',
  needs: ['trailing'],
  reach: { intents: ['http'], is: ['planned'] },
  scope: 'exchange',
  judge(view) {
    if (view.method !== 'HEAD' || !isAnswered(view)) return;
    const { after } = view.exchange.wire ?? {};
    if (!after) return holds(view);
    return breaks(view, {
      message: `an answer to HEAD must have no content, got ${after.bytes} bytes after its head`,
      expected: 'no byte after the head',
      actual: `${after.bytes} bytes`,
      pointer: '',
    });
  },
};

/**
 * A Content-Length in an answer to HEAD is that of the answer to GET, where two GETs around it say the same one. Their
 * bodies are not measured: a record hides values in them.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.6
 */
export const headHasLengthOfGet: ScenarioCheck = {
  address: 'http/head-length',
  requirement: 'HTTP-HEAD-LEN',
  needs: ['framing'],
  scope: 'scenario',
  *judge(views): Iterable<Judgement> {
    for (const { head, get, at } of headsBehindGets(views)) {
      const next = views.slice(at).find((view) => view.method === 'GET' && isAnswered(view));
      const said = head.responseHeader('content-length');
      const length = get.responseHeader('content-length');
      if (head.status !== get.status || length === undefined) continue;
      if (next?.responseHeader('content-length') !== length) continue;
      if (said === undefined || Number(said) === Number(length)) yield holds(head);
      else
        yield breaks(head, {
          message: `Content-Length of an answer to HEAD must be that of GET, ${length}, got ${said}`,
          expected: length,
          actual: said,
          pointer: 'header:Content-Length',
        });
    }
  },
};
