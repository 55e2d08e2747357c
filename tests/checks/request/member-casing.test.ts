import { exchange, informs, testCheck, TYPE, update } from '../support';

testCheck('request/member-casing', 'REQ-CASING', {
  needs: ['requestBody'],
  holds: {
    'names as declared': exchange(),
    'names that are declared nowhere': update({ LifetimeInMinutes: 60 }),
  },
  breaks: {
    'a name in Pascal case': [
      update({ IsUsableOnce: true }),
      informs('/isUsableOnce', 'isUsableOnce', 'IsUsableOnce'),
    ],
    'each name by itself, targets included': [
      update({ State: 'enabled', IncludeTargets: [{ TargetType: 'group', id: 'all_users' }] }),
      informs('/state', 'state', 'State'),
      informs('/includeTargets', 'includeTargets', 'IncludeTargets'),
      informs('/includeTargets/0/targetType', 'targetType', 'TargetType'),
    ],
    'the annotation in another letter case': [
      exchange({ json: { '@OData.Type': TYPE } }),
      informs('/@odata.type', '@odata.type', '@OData.Type'),
    ],
  },
  silent: {
    'a body that is not JSON': exchange({ text: 'IsUsableOnce' }),
    'a read': exchange({ method: 'GET' }),
  },
});
