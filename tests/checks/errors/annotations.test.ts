import { context, deviates, exchange, refusal, target, testCheck, TYPE, violates } from '../support';

const CONTEXT = 'https://graph.microsoft.com/v1.0/$metadata';
const noted = (members: object) => ({
  json: { '@odata.type': TYPE, isUsableOnce: true, ...members },
  context: context({ accept: 'ERR-ANNOT' }),
});

testCheck('errors/annotations', 'ERR-ANNOT', {
  needs: [],
  holds: {
    'a context': exchange(noted({ '@odata.context': CONTEXT })),
    'an annotation of nobody': exchange(noted({ '@contoso.note': 'nightly' })),
  },
  breaks: {
    'a refusal of a context': [
      refusal(noted({ '@odata.context': CONTEXT })),
      violates('status', '204', '400: badRequest: Something is wrong.'),
    ],
    'a refusal of the context of a member': [
      refusal(noted({ 'includeTargets@odata.context': CONTEXT, includeTargets: [] })),
      violates('status', '204', '400: badRequest: Something is wrong.'),
    ],
    'a refusal of another annotation, which only deviates': [
      refusal(noted({ '@contoso.note': 'nightly' })),
      deviates('status', '204', '400: badRequest: Something is wrong.'),
    ],
    'a refusal of another annotation of a member': [
      refusal(noted({ 'defaultLength@contoso.note': 'nightly' })),
      deviates('status', '204', '400: badRequest: Something is wrong.'),
    ],
    'a refusal of an annotation inside a target, which only deviates': [
      refusal(noted({ isUsableOnce: undefined, includeTargets: [target({ '@contoso.note': 'x' })] })),
      deviates('status', '204', '400: badRequest: Something is wrong.'),
    ],
  },
  silent: {
    'a refusal in recorded traffic': refusal({ json: noted({ '@odata.context': CONTEXT }).json }),
  },
});
