import { failures, judged, nothingJudged, registerAt } from './conclusion';
import { matcher, withLimits } from './matcher';

/** Of an update its member, of a read the shape that the member is part of. */
const ROWS = ['REQ-TYPE', 'REQ-TYPE-VALUE', 'GET-SHAPE'];
/** Where a read shows that it has no type: the member, the whole body, or another status than a read's. */
const PLACES = ['/@odata.type', '', 'status'];

/** Where the member stands. */
const BODIES = ['requestBody', 'responseBody'] as const;

/**
 * Expects the exact `@odata.type`: in the body of an update, or in the policy that a read answers with. A
 * response without its request is taken for the answer to a read, as no other carries one.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update#request-body
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-get#response
 */
export const toCarryODataType = matcher(
  'toCarryODataType',
  () => 'read',
  (hand) => {
    const register = registerAt(hand);
    const { type, name } = register.operation;
    if (type === undefined) return { neither: `an update of ${name} has no @odata.type to carry` };
    const only = ROWS.filter((id) => register.byId.has(id));
    const all = judged(hand, { subject: 'traffic', only });
    const broken = all.findings.filter(
      ({ outcome, pointer }) => outcome === 'violates' && PLACES.includes(pointer ?? ''),
    );
    if (broken.length > 0)
      return { pass: false, message: withLimits(failures(broken, register), hand, BODIES) };
    if (!all.requirements.some(({ judged: times }) => times > 0))
      return { neither: nothingJudged(hand, 'carries an @odata.type') };
    return { pass: true, message: withLimits('it carries the exact @odata.type', hand, BODIES) };
  },
);
