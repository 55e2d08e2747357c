import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * Member names are written as they are declared. Graph reads them in any letter case, so that this informs at most.
 * @see https://learn.microsoft.com/graph/traverse-the-graph
 */
export const memberCasing: ExchangeCheck = {
  address: 'request/member-casing',
  requirement: 'REQ-CASING',
  needs: ['requestBody'],
  reach: { intents: ['update'] },
  scope: 'exchange',
  judge(view) {
    if (!view.body) return;
    if (view.body.respelt.length === 0) return holds(view);
    return view.body.respelt.map(({ pointer, given, declared }) =>
      breaks(view, {
        message: `${given} is declared as ${declared}`,
        expected: declared,
        actual: given,
        pointer,
      }),
    );
  },
};
