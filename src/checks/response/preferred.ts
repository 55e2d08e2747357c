import type { View } from '../view';

/**
 * The other status with which an update may be answered because the client asked for it: 200 and the policy in the
 * place of an answer without a body, or 204 in the place of one that has the policy.
 * @see https://www.rfc-editor.org/rfc/rfc7240#section-4.2
 */
export function preferred(view: View): number | undefined {
  const given = view.requestHeader('prefer') ?? '';
  if (view.operation.success.content) return /\breturn=minimal\b/i.test(given) ? 204 : undefined;
  return /\breturn=representation\b/i.test(given) ? 200 : undefined;
}
