import { breaks, holds, type ExchangeCheck } from '../check';
import { compare } from '../state/history';
import { policyShape } from './policy-shape';

/**
 * Where success has a body, it is the policy: application/json, with members of the declared types.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_UpdateanEntity
 */
export const answersWithPolicy: ExchangeCheck = {
  address: 'response/body',
  requirement: 'RES-BODY',
  needs: ['responseBody'],
  reach: { intents: ['update'], answers: ['success'] },
  scope: 'exchange',
  *judge(view) {
    const { success } = view.operation;
    if (!success.content || !view.final || view.status !== success.status) return;
    const json = view.responseJson;
    if (!json.ok && json.unseen) return;
    const inner = view.exchange.batch !== undefined;
    const rows = ['GET-SHAPE', 'SEM-KEY'];
    const found = [
      ...policyShape(view, { what: 'an update', policy: view.answered, rows, inner, related: false }),
    ];
    if (found.length === 0) yield holds(view);
    else yield* found;
  },
};

/**
 * Where success has a body, it shows the policy behind the update: what was sent has the value that was sent.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_UpdateanEntity
 */
export const answersWithUpdate: ExchangeCheck = {
  address: 'response/shows',
  requirement: 'RES-SHOWS',
  needs: ['requestBody', 'responseBody'],
  reach: { intents: ['update'], answers: ['success'] },
  scope: 'exchange',
  *judge(view) {
    const { answered } = view;
    if (!answered || !view.final) return;
    for (const { member, difference } of compare(view.operation, undefined, [view], answered)) {
      // Of what is no part of an answer, response/body speaks.
      if (!Object.hasOwn(answered, member)) continue;
      if (!difference) {
        yield holds(view);
        continue;
      }
      const { expected, actual } = difference;
      yield breaks(view, {
        message: `the answer must show ${member} as it was sent (${expected}), got ${actual}`,
        expected,
        actual,
        pointer: `/${member}`,
      });
    }
  },
};

/** The rows on the body of a success. */
export const rowsOfBodies: readonly string[] = [answersWithPolicy.requirement, answersWithUpdate.requirement];
