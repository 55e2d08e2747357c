/** Faults in the answers to successful updates. */
import { refused, rewritten, type Call, type Make } from './behaviour';
import { answering, asking, bare, everyOther, isUpdate, isUpdated, shown, withFields } from './hooks';

/** The path of the policy for a Location field. */
const placeOf = ({ model }: Call): string => `/v1.0/${model.collection}/${model.key}`;

const withoutBody = (status: number, fields?: Record<string, string>): Make =>
  answering(isUpdated, (response) => bare(response, status, fields));

export const success: Readonly<Record<string, Make>> = {
  'success-200-empty': withoutBody(200),
  'success-200-policy': answering(isUpdated, (response, _call, store) => shown(response, store.get())),
  'success-200-every-third': () => {
    const third = everyOther(3, isUpdated);
    return answering(third, (response, _call, store) => shown(response, store.get()))();
  },
  'success-204': withoutBody(204),
  'success-no-policy': withoutBody(200, { 'Content-Type': 'application/json' }),
  'success-text': answering(isUpdated, withFields({ 'content-type': 'text/plain' })),
  'success-policy-untyped': answering(isUpdated, (response) => rewritten(response, textsOnly)),
  'success-policy-before': answering(isUpdated, (response, { before }) =>
    rewritten(response, (policy) => ({ ...policy, ...before })),
  ),
  'success-201-policy': answering(isUpdated, (response, call, store) => {
    const created = shown(response, store.get(), 201);
    created.headers.set('Location', placeOf(call));
    return created;
  }),
  'success-202-accepted': withoutBody(202),
  'success-205-reset-content': withoutBody(205),
  'success-302-to-policy': answering(isUpdated, (response, call) =>
    bare(response, 302, { Location: placeOf(call) }),
  ),
  'success-304-unchanged': answering(
    (response, call) => isUpdated(response, call),
    (response, { before }, store) =>
      // Members keep their order, so that texts can be compared.
      JSON.stringify(store.get()) === JSON.stringify(before) ? bare(response, 304) : response,
  ),
  'success-307-elsewhere': answering(isUpdated, (response, call, store) => {
    store.set(call.before);
    return bare(response, 307, { Location: placeOf(call).replace('/v1.0', '/beta') });
  }),
  'success-428-without-if-match': answering(isUpdated, (response, call, store) => {
    if (call.headers.has('if-match')) return response;
    store.set(call.before);
    return refused(call, 428, 'If-Match is needed.');
  }),
  'success-refuses-type-last': asking(
    (call) => isUpdate(call) && typePlace(call.json) > 0 && typePlace(call.json) === countOf(call.json) - 1,
    (call) => refused(call, 400, 'The type has to be known before the members.'),
  ),
  'success-refuses-type-behind-members': asking(
    (call) => isUpdate(call) && typePlace(call.json) > contexts(call.json),
    (call) => refused(call, 400, 'The type has to be known before the members.'),
  ),
};

/** Converts every value of a policy to a string, at any depth. */
const textsOnly = (policy: Record<string, unknown>): object =>
  Object.fromEntries(
    Object.entries(policy).map(([name, value]) => [name, name.includes('@') ? value : JSON.stringify(value)]),
  );

const typePlace = (json: object): number => Object.keys(json).indexOf('@odata.type');
const countOf = (json: object): number => Object.keys(json).length;
/** How many annotations may come before the type. */
const contexts = (json: object): number =>
  Object.keys(json).filter((name) => name.startsWith('@odata.context')).length;
