import { deviates, exchange, target, testCheck, update } from '../support';

const targets = { includeTargets: [target()] };
const as = (members: object, version: string | null) =>
  update(members, { headers: { 'OData-Version': version } });

testCheck('request/odata-version', 'REQ-ODV', {
  needs: ['requestBody'],
  holds: {
    '4.01 beside includeTargets': as(targets, '4.01'),
    '4.0 without includeTargets': as({ state: 'enabled' }, '4.0'),
    '4.0 beside excludeTargets, which are no relationship': as({ excludeTargets: [target()] }, '4.0'),
  },
  breaks: {
    '4.0 beside includeTargets': [
      as(targets, '4.0'),
      deviates('header:OData-Version', 'no OData-Version, or 4.01', '4.0'),
    ],
    '4.0 beside IncludeTargets in another letter case': [
      as({ IncludeTargets: [] }, ' 4.0 '),
      deviates('header:OData-Version', 'no OData-Version, or 4.01', '4.0'),
    ],
  },
  silent: {
    'includeTargets without OData-Version': as(targets, null),
    'a read': exchange({ method: 'GET', headers: { 'OData-Version': '4.0' } }),
  },
});
