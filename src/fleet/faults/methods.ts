/** Faults in the answers to methods that the path does not support. */
import { refused, type Call, type Make } from './behaviour';
import { answering, asking, isBatch, shown, withFields } from './hooks';

const isSent =
  (...methods: string[]) =>
  (call: Call): boolean =>
    methods.includes(call.method) && !isBatch(call);

export const methods: Readonly<Record<string, Make>> = {
  'method-put-taken': asking(isSent('PUT'), () => ({ method: 'PATCH' })),
  'method-post-taken': asking(isSent('POST'), () => ({ method: 'PATCH' })),
  'method-post-shows-policy': answering(
    (response, call) => isSent('POST')(call) && response.status === 405,
    (response, call) => shown(response, call.before),
  ),
  'method-501-for-405': asking(isSent('PUT', 'POST'), (call) =>
    refused(call, 501, 'The method is not implemented.'),
  ),
  'method-405-without-allow': answering(({ status }) => status === 405, withFields({ allow: null })),
};
