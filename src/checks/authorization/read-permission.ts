import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * Policy.Read.AuthenticationMethod is enough to read the policy, inside `$batch` too.
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
export const readPermission: ExchangeCheck = {
  address: 'authorization/read-permission',
  requirement: 'AUT-READ',
  needs: [],
  reach: { intents: ['read'], is: ['planned'] },
  scope: 'exchange',
  judge(view) {
    if (view.exchange.context?.credentials !== 'read-only' || !view.final) return;
    // A request in a batch that was not executed, because another one failed, says nothing about its token.
    if (view.inPassing || (view.exchange.batch && view.status === 424)) return;
    if (view.status === 200) return holds(view);
    return breaks(view, {
      message: `the read permission should be enough for a read, got ${view.answer}`,
      expected: '200',
      actual: view.answer,
      pointer: 'status',
    });
  },
};
