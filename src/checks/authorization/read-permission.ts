import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * Policy.Read.AuthenticationMethod is enough to read the policy.
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
export const readPermission: ExchangeCheck = {
  address: 'authorization/read-permission',
  requirement: 'AUT-READ',
  needs: ['authorization'],
  reach: { intents: ['read'], is: ['planned'] },
  scope: 'exchange',
  judge(view) {
    if (view.exchange.context?.credentials !== 'read-only' || !view.final) return;
    if (view.inPassing) return;
    if (view.status === 200) return holds(view);
    return breaks(view, {
      message: `the read permission should be enough for a read, got ${view.answer}`,
      expected: '200',
      actual: view.answer,
      pointer: 'status',
    });
  },
};
