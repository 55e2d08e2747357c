/** A read behind a write is sent in every form, each of them in different states of the policy: one that is kept for a form shows. */
import { operationNamed, operationNames } from '../../src/contract/operation';
import { contextScenarios } from '../../src/scenarios/contexts';
import { contextsOf } from '../../src/scenarios/contexts/space';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import type { Send } from '../../src/scenarios/scenario';

describe.each(operationNames())('%s', (name) => {
  const operation = operationNamed(name);
  const sends = contextScenarios(operation, 2, undefined).flatMap(({ steps }) =>
    steps.filter((step): step is Send => step.kind === 'send'),
  );
  const polled = sends.filter((step) => step.polled);

  test('each form of a read stands behind two writes or more', () => {
    const { path, connection, headers, carrier } = contextsOf(operation, INVENTED_GROUPS).forms;
    const inBatch = carrier.filter(({ name: form }) => /a read$/.test(form));
    expect(inBatch).toHaveLength(3);
    const forms = [...path, ...connection, ...headers, ...inBatch];
    const behind = polled.filter((step) => step.name.startsWith('read after it'));
    const count = (form: string): number => behind.filter((step) => step.name.includes(`, ${form}`)).length;
    expect(forms.filter((form) => count(form.name) < 2).map((form) => form.name)).toEqual([]);
  });

  test('each form of a read meets two different policies or more', () => {
    const { path, connection, headers, carrier } = contextsOf(operation, INVENTED_GROUPS).forms;
    const forms = [
      ...path,
      ...connection,
      ...headers,
      ...carrier.filter((form) => /a read$/.test(form.name)),
    ];
    const met = new Map<string, Set<string>>();
    for (const { from, steps } of contextScenarios(operation, 2, undefined)) {
      let policy: Record<string, unknown> = { ...(from && operation.examples[from]) };
      for (const step of steps) {
        if (step.kind !== 'send') continue;
        if (step.method === 'DELETE') policy = { reset: true };
        Object.assign(policy, updateIn(step));
        const form = forms.find((each) => step.polled && step.name.includes(`, ${each.name}`))?.name;
        if (form !== undefined)
          met.set(form, new Set([...(met.get(form) ?? []), JSON.stringify(Object.entries(policy).sort())]));
      }
    }
    expect(forms.filter((form) => (met.get(form.name)?.size ?? 0) < 2).map((form) => form.name)).toEqual([]);
  });

  test('what is polled writes nothing', () => {
    const wrong = polled.filter(
      ({ method, payload }) => method !== 'GET' && /PATCH|DELETE|PUT|POST/.test(JSON.stringify(payload)),
    );
    expect(wrong).toEqual([]);
  });
});

/** The members that an update sets which has to be accepted, inside $batch too. */
function updateIn({ method, payload, accept }: Send): Record<string, unknown> {
  if (accept === undefined || payload === undefined || 'lastRead' in payload) return {};
  const json = ('json' in payload ? payload.json : JSON.parse(payload.text)) as Record<string, unknown>;
  if (method === 'PATCH') return json;
  const { requests = [] } = json as { requests?: { method: string; body?: Record<string, unknown> }[] };
  return Object.assign({}, ...requests.map((each) => (each.method === 'PATCH' ? each.body : {}))) as Record<
    string,
    unknown
  >;
}
