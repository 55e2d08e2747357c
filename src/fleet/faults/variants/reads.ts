/** Reads that show the same policy in another form, or later. */
import { gzipSync } from 'node:zlib';
import { changed, rewritten, type Behaviour, type Make } from '../behaviour';
import type { PolicyConfiguration } from '../../../provider/policies/temporary-access-pass';
import { isBatch, onReads, onTexts, withHeaders, type Members } from './support';

/**
 * Reads that lag behind writes.
 * @param stale whether the read with this number comes from a replica that lags
 */
function lagging(ms: number, stale: (read: number) => boolean): Behaviour {
  const history: { until: number; policy: PolicyConfiguration }[] = [];
  let reads = 0;
  return {
    response: (response, { method, before }, store) => {
      const now = performance.now();
      if (method !== 'GET') {
        if (JSON.stringify(store.get()) !== JSON.stringify(before))
          history.push({ until: now, policy: before });
        return response;
      }
      reads += 1;
      const shown = stale(reads) ? history.find(({ until }) => now - until < ms) : undefined;
      return shown && response.status === 200
        ? rewritten(response, (policy) => ({ ...policy, ...shown.policy }))
        : response;
    },
  };
}

const reversed = (policy: Members): Members =>
  Object.fromEntries(
    Object.entries(policy)
      .reverse()
      .map(([name, value]) => [name, Array.isArray(value) ? [...value].reverse() : value]),
  );

const withFurtherMembers = (policy: Members): Members => ({
  ...policy,
  lastModifiedDateTime: '2026-01-01T00:00:00Z',
  note: null,
  limits: { perUser: 1, labels: [] },
});

/** Removes the provider's own additional members from a read that is sent back as an update. */
const withoutFurtherMembers = ({ json }: { json: Members }) => {
  const own = new Set(['lastModifiedDateTime', 'note', 'limits']);
  return { body: JSON.stringify(json, (name, value: unknown) => (own.has(name) ? undefined : value)) };
};

/** Members that the portal adds to targets. */
const withDisplayNames = (policy: Members): Members => ({
  ...policy,
  includeTargets: (policy['includeTargets'] as Members[]).map((target) => ({
    '@odata.type': '#microsoft.graph.authenticationMethodTarget',
    displayName: 'All users',
    ...target,
  })),
});

const METADATA = 'https://graph.example/v1.0/$metadata';
const placeOf = (policy: Members): string =>
  `policies/authenticationMethodsPolicy/authenticationMethodConfigurations('${String(policy['id'])}')`;

const withFullMetadata = (policy: Members): Members => ({
  ...policy,
  '@odata.id': placeOf(policy),
  '@odata.editLink': placeOf(policy),
  'state@odata.type': '#microsoft.graph.authenticationMethodState',
  'includeTargets@odata.navigationLink': `${METADATA}/../includeTargets`,
  'includeTargets@odata.associationLink': `${METADATA}/../includeTargets/$ref`,
  'excludeTargets@odata.type': '#Collection(microsoft.graph.excludeTarget)',
});

const withoutContexts = (policy: Members): Members =>
  Object.fromEntries(Object.entries(policy).filter(([name]) => !name.endsWith('@odata.context')));

/** Equivalent JSON with escaped characters. */
const escaped = (text: string): string =>
  JSON.stringify(JSON.parse(text), null, '\t')
    .replaceAll('\n', '\r\n')
    .replaceAll('@', '\\u0040')
    .replaceAll('#', '\\u0023')
    .replaceAll('/', '\\/');

/** Compresses bodies. */
const gzip = (when: (acceptEncoding: string | null) => boolean): Behaviour => ({
  response: async (response, { headers: asked }) => {
    const bytes = Buffer.from(await response.clone().arrayBuffer());
    if (bytes.length === 0 || !when(asked.get('accept-encoding'))) return response;
    const headers = new Headers(response.headers);
    headers.delete('content-length');
    headers.set('content-encoding', 'gzip');
    headers.set('vary', 'Accept-Encoding');
    return new Response(new Uint8Array(gzipSync(bytes)), { status: response.status, headers });
  },
});

const reversedBatch: Behaviour = {
  response: (response, call) =>
    isBatch(call) && response.status === 200
      ? rewritten(response, (batch) => ({
          '@odata.context': `${METADATA}#batch`,
          responses: (batch['responses'] as Members[])
            .map(({ headers: _, ...answer }) => ({ ...answer, ...(answer['body'] ? {} : { body: null }) }))
            .reverse(),
        }))
      : response,
};

export const READS_OTHERWISE: Readonly<Record<string, Make>> = {
  'reads-lag': () => lagging(25, () => true),
  'reads-from-two-replicas': () => lagging(60, (read) => read % 2 === 0),
  'further-members': () => ({
    ...onReads(withFurtherMembers),
    request: (call) => ('note' in call.json ? withoutFurtherMembers(call) : {}),
  }),
  'other-order': () => onReads(reversed),
  'display-names': () => onReads(withDisplayNames),
  'metadata-full': () => ({
    response: async (response, call, store) => {
      const edited = (await onReads(withFullMetadata).response?.(response, call, store)) ?? response;
      const type = 'application/json; odata.metadata=full; charset=utf-8';
      return call.method === 'GET' && edited.status === 200
        ? changed(edited, { headers: { 'Content-Type': type } })
        : edited;
    },
  }),
  'no-contexts': () => onReads(withoutContexts),
  'escaped-json': () => onTexts(escaped),
  'media-type-case': () => ({
    response: (response) =>
      response.status === 204
        ? response
        : changed(response, { headers: { 'Content-Type': 'Application/JSON;Charset="UTF-8"' } }),
  }),
  'odata-4.01': () => withHeaders({ 'OData-Version': '4.01' }),
  'odata-version-none': () => withHeaders({ 'OData-Version': null }),
  etags: () => ({
    response: async (response, call, store) => {
      const edit = onReads((policy) => ({ '@odata.etag': 'W/"JzEtVGVtcG9yYXJ5Jw=="', ...policy }));
      const edited = (await edit.response?.(response, call, store)) ?? response;
      return changed(edited, {
        headers: { ETag: 'W/"JzEtVGVtcG9yYXJ5Jw=="', 'Last-Modified': 'Thu, 01 Jan 2026 00:00:00 GMT' },
      });
    },
  }),
  'gzip-when-accepted': () => gzip((accepted) => /\bgzip\b/.test(accepted ?? '')),
  'gzip-unasked': () => gzip(() => true),
  'batch-in-another-order': () => reversedBatch,
};
