import { shelf } from '../../packs';
import { readShelf, updateShelf } from '../../packs/exchanges';
import { informs, testCheck } from '../support';

testCheck('request/deprecated-members', 'REQ-DEPRECATED', {
  operation: shelf,
  needs: ['requestBody'],
  holds: {
    'an update without one': updateShelf({ isOpen: true }),
    'an update of nothing': updateShelf({}),
  },
  breaks: {
    'a deprecated member, with its last day': [
      updateShelf({ code: 'N-7' }),
      informs('/code', 'absent', '"N-7"'),
    ],
    'one that is null, in another letter case': [
      updateShelf({ CODE: null }),
      informs('/code', 'absent', 'null'),
    ],
  },
  silent: {
    'a read': readShelf(),
    'a body that is no JSON': updateShelf({}, { json: undefined, text: '{' }),
  },
});
