// Examples for the slice, for tools that send what an example has.
import { ofProject } from './places.mjs';
import { POLICY } from './slice.mjs';

const { createStore } = ofProject('./dist/src/provider/store.js');

/**
 * Examples for what a client has to send and the slice gives no example of: these tools send examples where
 * there are any, and nonsense where there are none.
 */
export function withExamples(slice) {
  const batch = slice.paths['/$batch']?.post;
  if (batch) {
    const item = { id: '1', method: 'PATCH', url: POLICY, headers: { 'Content-Type': 'application/json' } };
    const body = documented(slice.paths[POLICY].patch);
    exampleIn(batch.requestBody, 'documented', { requests: [{ ...item, body }] });
    exampleIn(batch.responses['200'], 'documented', { responses: [{ id: item.id, status: 204 }] });
  }
  slice.components.parameters.clientRequestId.example = '5f0c1e9a-6a2b-4a5e-9d55-0b7f5a2d9c11';
  return slice;
}

/** The policy as it is read by default: of an answer Dredd wants what its example has, and of a schema everything. */
export function withPolicyExample(slice) {
  const { get } = slice.paths[POLICY];
  if (get) exampleIn(get.responses['200'], 'documented', createStore().get());
  return slice;
}

/** What is sent to be refused, by method: how the example is called, and how it is made of a good one. */
const REFUSED = {
  patch: ['withoutType', ({ '@odata.type': _, ...members }) => members],
  // One more than a batch may have.
  post: [
    'tooMany',
    ({ requests: [first] }) => ({
      requests: Array.from({ length: 21 }, (_, index) => ({ ...first, id: String(index) })),
    }),
  ],
};

/**
 * Examples of requests that are refused, and of what refuses them. Specmatic sends what an example of the same
 * name has, right or wrong; of an answer Dredd wants all that its example has, and nothing else.
 */
export function withRefusals(slice) {
  for (const item of Object.values(slice.paths))
    for (const [method, operation] of Object.entries(item)) {
      const [name, spoilt] = REFUSED[method] ?? ['refused'];
      for (const [status, response] of Object.entries(operation.responses))
        if (status.startsWith('4')) exampleIn(response, name, { error: { code: 'aCode', message: 'Why.' } });
      if (spoilt) exampleIn(operation.requestBody, name, spoilt(documented(operation)));
    }
  return slice;
}

/** The bodies of those requests, by method, as they are sent. */
export const refusedBodies = (slice) =>
  Object.fromEntries(
    Object.values(slice.paths)
      .flatMap(Object.entries)
      .filter(([method]) => method in REFUSED)
      .map(([method, operation]) => [
        method.toUpperCase(),
        JSON.stringify(REFUSED[method][1](documented(operation))),
      ]),
  );

const documented = ({ requestBody }) => requestBody.content['application/json'].examples.documented.value;

function exampleIn({ content }, name, value) {
  const json = content['application/json'];
  json.examples = { ...json.examples, [name]: { value } };
}
