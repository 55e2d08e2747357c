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

  test('what is polled writes nothing', () => {
    const wrong = polled.filter(
      ({ method, payload }) => method !== 'GET' && /PATCH|DELETE|PUT|POST/.test(JSON.stringify(payload)),
    );
    expect(wrong).toEqual([]);
  });
});
