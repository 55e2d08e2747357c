import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * An update that succeeds is answered with 204.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Response
 */
export const status: ExchangeCheck = {
  address: 'response/status',
  requirement: 'RES-204',
  needs: [],
  reach: { intents: ['update'], answers: ['no-content', 'success', 'other'], isNot: ['in-batch'] },
  scope: 'exchange',
  judge(view) {
    if (!view.final || (!view.succeeded && !view.conforms)) return;
    const code = view.status as number;
    // A 200 that the client asked for is response/prefer's to judge.
    if (code === 200 && /\breturn=representation\b/i.test(view.requestHeader('prefer') ?? '')) return;
    if (code === 204) return holds(view);
    return breaks(view, {
      message: `success must be 204, got ${view.answer}`,
      expected: '204',
      actual: view.answer,
      pointer: 'status',
    });
  },
};
