/** Faults in header fields, and in the handling of Prefer. */
import { refused, type Call, type Make } from './behaviour';
import { answering, asking, bare, isError, isUpdated, shown, withFields } from './hooks';

const always = (): boolean => true;

/** Whether an update asks for the policy in the answer. */
const asksForPolicy = ({ headers }: Call): boolean =>
  /\breturn=representation\b/i.test(headers.get('prefer') ?? '');

const preferred = (edit: Parameters<typeof answering>[1]): Make =>
  answering((response, call) => isUpdated(response, call) && asksForPolicy(call), edit);

export const headers: Readonly<Record<string, Make>> = {
  'header-request-id-missing': answering(always, withFields({ 'request-id': null })),
  'header-request-id-missing-on-error': answering(isError, withFields({ 'request-id': null })),
  'header-client-request-id-missing': answering(always, withFields({ 'client-request-id': null })),
  'header-client-request-id-own': answering(always, (response) =>
    withFields({ 'client-request-id': crypto.randomUUID() })(response),
  ),
  'header-odata-version-missing': answering(always, withFields({ 'odata-version': null })),
  'header-odata-version-3': answering(
    ({ headers: fields }) => fields.has('odata-version'),
    withFields({ 'odata-version': '3.0' }),
  ),
  'header-prefer-refused': asking(
    (call) => call.method === 'PATCH' && asksForPolicy(call),
    (call) => refused(call, 400, 'Prefer is not supported.'),
  ),
  'header-prefer-202': preferred((response) => bare(response, 202)),
  'header-prefer-other-object': preferred((response) => shown(response, { status: 'success' })),
  'header-prefer-policy-before': preferred((response, { before }) => shown(response, before)),
};
