import { judge } from '../../src/judge/judge';
import { defaultOperation } from '../../src/contract/operation';
import { allScenarios } from '../../src/scenarios';
import { contextScenarios } from '../../src/scenarios/contexts';
import { requestsIn, type Send } from '../../src/scenarios/scenario';
import { exchange } from '../checks/support';

/** The request of a step as a client would send it; those that repeat a read have no body of their own. */
function sent(step: Send) {
  const { method, payload, contentType, credentials, headers = [] } = step;
  if (payload && 'lastRead' in payload) return undefined;
  const given = payload && ('text' in payload ? { text: payload.text } : { json: payload.json });
  return exchange({
    ...{ method, json: undefined, ...given, status: 0 },
    ...(step.path === 'batch' && { url: 'https://graph.microsoft.com/v1.0/$batch' }),
    ...(step.at !== undefined && { url: `https://graph.microsoft.com/v1.0${step.at}` }),
    headers: {
      ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
      ...(credentials === 'none' || credentials === 'malformed' ? { Authorization: null } : {}),
      ...Object.fromEntries(headers),
    },
  });
}

/** What a provider must accept. */
const demanded = [
  ...allScenarios({ users: ['0a7c1f4e-1b55-4c1c-8d0e-5b5a1f2c8d21'] }),
  ...contextScenarios(defaultOperation(), 2, undefined),
].flatMap(({ address, steps }) =>
  steps
    .flatMap(requestsIn)
    .flatMap((step) => (step.kind === 'send' && step.accept !== undefined ? [step] : []))
    .map((step) => [`${address}: ${step.name}`, step] as const),
);

test.each(demanded)('%s is a request that a client may send', (_name, step) => {
  const request = sent(step);
  if (!request) return;
  const { findings, seen } = judge([request], { subject: 'client' });
  expect(seen.judged).toBe(1);
  // A batch carries a request that must fail, so that others depend on it.
  const own =
    step.path === 'batch' ? findings.filter(({ pointer }) => pointer?.startsWith('/requests')) : findings;
  expect(own.filter(({ outcome }) => outcome !== 'informational')).toEqual([]);
});

test('the stimuli are many, and each kind of demand is among them', () => {
  expect(demanded.length).toBeGreaterThan(60);
});
