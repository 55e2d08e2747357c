import { isMembers, type Members } from '../../exchanges/body';
import type { View } from '../view';

/** Statuses by which something in front of the provider speaks: 407 and the gateway's own 5xx. */
const IN_FRONT = new Set([407, 502, 503, 504]);

/** Whether the answer is an error that the provider itself made. */
export function isErrorOfProvider(view: View): boolean {
  return (
    view.method !== 'HEAD' &&
    view.final &&
    (view.status as number) >= 400 &&
    !IN_FRONT.has(view.status as number) &&
    !isThrottleInFront(view)
  );
}

/** Whether the answer is a throttle that says it is JSON or plain text, behind which the request may have been sent again. */
export function isThrottleOfProvider(view: View): boolean {
  if (view.method === 'HEAD' || view.status !== 429 || view.exchange.failure) return false;
  const type = view.responseHeader('content-type')?.trim() ?? '';
  return /^(application\/([\w.-]+\+)?json|text\/plain)\b/i.test(type);
}

/** A throttle in another format than the provider's: a gateway's page. The media type has to say so. */
function isThrottleInFront(view: View): boolean {
  const type = view.status === 429 ? view.responseHeader('content-type') : undefined;
  return type !== undefined && /^text\/html\b/i.test(type.trim());
}

/** The `error` object of an error body; undefined where the body has none. */
export function errorOf(view: View): Members | undefined {
  const json = view.responseJson;
  const error = json.ok && isMembers(json.value) ? json.value['error'] : undefined;
  return isMembers(error) ? error : undefined;
}
