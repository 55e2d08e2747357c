import { breaks, holds, type ExchangeCheck } from '../check';

/** A 204 has no content, so that a Content-Type says nothing; it is noted and never a fault. */
export const noContentType: ExchangeCheck = {
  address: 'response/content-type',
  requirement: 'RES-CT',
  needs: ['responseHeaders'],
  reach: { answers: ['no-content'] },
  scope: 'exchange',
  judge(view) {
    const given = view.responseHeader('content-type');
    if (given === undefined) return holds(view);
    return breaks(view, {
      message: `a 204 has no content, and needs no Content-Type, got ${given}`,
      expected: 'no Content-Type',
      actual: given,
      pointer: 'header:Content-Type',
    });
  },
};
