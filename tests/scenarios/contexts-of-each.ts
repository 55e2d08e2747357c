import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { isDeepStrictEqual } from 'node:util';
import { casesFor, contextScenarios } from '../../src/scenarios/contexts';
import { DIMENSIONS, type Case, type Form, type Stimulus } from '../../src/scenarios/contexts/form';
import { matrixOf } from '../../src/scenarios/contexts/matrix';
import { contextsOf, together, whyNot } from '../../src/scenarios/contexts/space';
import { makePlan, plannedRequests } from '../../src/scenarios/plan';
import { isMembers, type Members } from '../../src/exchanges/body';
import type { Send } from '../../src/scenarios/scenario';

/** What holds of the contexts of each operation. */
export function describeContexts(names: readonly string[]): void {
  describe.each(names)('the contexts of %s', (name) => {
    const operation = operationNamed(name);
    const register = registerOf(operation);
    const { stimuli, forms } = contextsOf(operation, INVENTED_GROUPS);
    const all = DIMENSIONS.flatMap((dimension) => forms[dimension]);
    const cases = casesFor(operation, 2);
    const named = ({ forms: sent }: Case): string[] => sent.map((form) => form.name);
    const namesOf = ({ row, sends }: Stimulus): string =>
      [row, ...sends('A').map((step) => step.name)].join();
    const isSame = (one: Stimulus, other: Stimulus): boolean => namesOf(one) === namesOf(other);

    test('each stimulus is sent in each form in which it holds', () => {
      const missing = stimuli.flatMap((stimulus) =>
        all
          .filter((form) => whyNot(stimulus, form) === undefined)
          .filter(
            (form) =>
              !cases.some((each) => isSame(each.stimulus, stimulus) && named(each).includes(form.name)),
          )
          .map((form) => `${stimulus.row} ${form.name}`),
      );
      expect(missing).toEqual([]);
    });

    test.each([
      ['accepted', 0],
      // What nothing else asks for is sent where it costs nothing.
      ['refused', 5],
    ] as const)('each two forms stand together in what must be %s, but for %i at most', (demand, most) => {
      const own = stimuli.filter((stimulus) => stimulus.demand === demand);
      const met = new Set(
        cases
          .filter(({ stimulus }) => stimulus.demand === demand)
          .flatMap((each) => named(each).flatMap((one) => named(each).map((other) => `${one} + ${other}`))),
      );
      const pairs = all.flatMap((one, at) =>
        all
          .slice(at + 1)
          .filter((other) => other.dimension !== one.dimension && together(one, other))
          .filter((other) =>
            own.some((stimulus) => [one, other].every((form) => whyNot(stimulus, form) === undefined)),
          )
          .map((other) => `${one.name} + ${other.name}`),
      );
      expect(pairs.length).toBeGreaterThan(100);
      expect(pairs.filter((pair) => !met.has(pair)).length).toBeLessThanOrEqual(most);
    });

    test('whoever has no credentials, or may only read, is refused by each spelling of the path', () => {
      const ofSender = (credentials: string, method: string): (string | undefined)[] =>
        cases
          .filter(({ stimulus }) => stimulus.method === method)
          .filter(({ stimulus }) => stimulus.sends('A')[0]?.credentials === credentials)
          .filter((each) => each.forms.every(({ dimension }) => dimension === 'path'))
          .flatMap(named);
      for (const [credentials, methods] of [
        ['none', ['PATCH', 'GET']],
        ['read-only', ['PATCH']],
      ] as const)
        for (const method of methods)
          expect(ofSender(credentials, method)).toEqual(
            expect.arrayContaining(forms.path.map((form) => form.name)),
          );
    });

    const sends = contextScenarios(operation, 2, undefined).flatMap(({ steps }) =>
      steps.filter((step): step is Send => step.kind === 'send'),
    );

    test('a batch must be answered to a token that may only read', () => {
      const batches = sends.filter(
        ({ path, credentials }) => path === 'batch' && credentials === 'read-only',
      );
      expect(batches.length).toBeGreaterThan(0);
      expect(batches.filter(({ accept }) => accept !== 'BAT-OUTER')).toEqual([]);
    });

    test('an update inside $batch has the media type of its batch', () => {
      const typed = sends.filter(({ path, contentType }) => path === 'batch' && contentType !== undefined);
      expect(typed.length).toBeGreaterThan(5);
      for (const { contentType, payload } of typed) {
        const json: unknown =
          payload && 'text' in payload
            ? JSON.parse(payload.text)
            : payload && 'json' in payload && payload.json;
        expect(JSON.stringify(json)).toContain(JSON.stringify(contentType));
      }
    });

    test('two groups are excluded before what is accepted or refused, where an update may exclude some', () => {
      const mayExclude = operation.isDocumented('excludeTargets') && 'excludeTargets' in operation.states.A;
      const scenarios = contextScenarios(operation, 2, undefined).filter(({ address }) =>
        /\/(accepted|refused)-/.test(address),
      );
      const excluding = scenarios.filter(
        ({ steps: [first] }) => first?.kind === 'send' && first.name === 'two groups are excluded',
      );
      expect(excluding).toHaveLength(mayExclude ? scenarios.length : 0);
    });

    test('each kind of value meets each form of its own outside $batch', () => {
      const missing = stimuli.flatMap((stimulus) =>
        (stimulus.byItself ?? [])
          .flatMap((dimension) => forms[dimension])
          .filter((form) => whyNot(stimulus, form) === undefined)
          .filter(
            (form) =>
              !cases.some(
                (each) =>
                  isSame(each.stimulus, stimulus) &&
                  named(each).includes(form.name) &&
                  each.forms.every(({ dimension }) => dimension !== 'carrier'),
              ),
          )
          .map((form) => `${namesOf(stimulus)} ${form.name}`),
      );
      expect(missing).toEqual([]);
      expect(stimuli.filter(({ byItself = [] }) => byItself.length > 0).length).toBeGreaterThan(3);
    });

    test('an update beside a null, which may be refused for that, has no other form', () => {
      const beside = cases.filter((each) => named(each).includes('beside a null'));
      expect(beside.length).toBeGreaterThan(0);
      expect(beside.filter((each) => each.forms.length > 1)).toEqual([]);
    });

    test('each pair of forms that go together is sent', () => {
      const goTogether = (one: Form, other: Form): boolean =>
        one.dimension !== other.dimension &&
        together(one, other) &&
        stimuli.some((each) => whyNot(each, one) === undefined && whyNot(each, other) === undefined);
      const missing = all.flatMap((one) =>
        all
          .filter((other) => goTogether(one, other))
          .filter(
            (other) =>
              !cases.some((each) => named(each).includes(one.name) && named(each).includes(other.name)),
          )
          .map((other) => `${one.name} and ${other.name}`),
      );
      expect(missing).toEqual([]);
    });

    test('no cell of the matrix is empty without a reason', () => {
      const matrix = matrixOf(register);
      const cells = matrix.flatMap(({ row, cells: of }) => of.map((cell) => ({ row, ...cell })));
      expect(cells.filter((cell) => !('scenario' in cell ? cell.scenario : cell.reason))).toEqual([]);
      const rows = register.rows.filter(({ actor, level }) => actor === 'provider' && level !== 'NONE');
      expect(matrix.map(({ row }) => row)).toEqual(rows.map(({ id }) => id));
      const planned = new Set(
        makePlan({ register, lacks: [], readOnlyToken: true, contexts: 2 }).scenarios.map((s) => s.address),
      );
      expect(
        cells.flatMap((cell) => ('scenario' in cell && !planned.has(cell.scenario) ? [cell] : [])),
      ).toEqual([]);
    });

    test('a plan has no more than 1,200 requests, and is the same each time', () => {
      const plan = () => plannedRequests(makePlan({ register, lacks: [], readOnlyToken: true, contexts: 2 }));
      expect(plan().length).toBeLessThanOrEqual(1200);
      expect(plan()).toEqual(plan());
      expect(plan().some(({ contexts }) => contexts?.includes('path: percent-encoded letters'))).toBe(true);
    });

    test('an update that must be accepted changes the policy in each form of its text and of its framing', () => {
      const jsonOf = ({ payload }: Send): Members =>
        (payload && 'json' in payload
          ? payload.json
          : JSON.parse(payload && 'text' in payload ? payload.text : '{}')) as Members;
      const telling = new Set<string>();
      for (const { from = 'A', steps } of contextScenarios(operation, 2, undefined)) {
        let policy: Members = { ...operation.states[from] };
        for (const step of steps) {
          if (step.kind !== 'send' || step.accept === undefined) {
            if (step.kind === 'send' && step.method === 'DELETE') policy = {};
          } else if (step.method !== 'PATCH') {
            // Of a batch the updates that conform are carried out; where a revert leads nobody knows.
            const { requests = [] } = jsonOf(step) as { requests?: { method: string; body?: Members }[] };
            for (const { method, body } of step.method === 'POST' ? requests : [])
              if (method === 'DELETE') policy = {};
              else if (method === 'PATCH' && body && operation.validateUpdate(body).length === 0)
                Object.assign(policy, body);
          } else {
            const members = jsonOf(step);
            const changes = Object.keys(policy).some(
              (name) => name in members && !isDeepStrictEqual(policy[name], members[name]),
            );
            if (changes) for (const context of step.contexts ?? []) telling.add(context);
            Object.assign(policy, members);
          }
        }
      }
      const told = [...forms.json, ...forms.media, ...forms.framing, ...forms.headers].map(
        ({ dimension, name: form }) => `${dimension}: ${form}`,
      );
      expect(told.filter((each) => !telling.has(each))).toEqual([]);
    });

    test('the texts of a form have the value of the plain one', () => {
      const [plain] = stimuli[0]?.sends('A') ?? [];
      const valueOf = (form: Form): unknown => {
        const { payload } = (plain && form.change?.(plain)) ?? {};
        return payload && 'text' in payload ? JSON.parse(payload.text) : undefined;
      };
      const value = plain?.payload && 'json' in plain.payload ? plain.payload.json : undefined;
      expect(isMembers(value)).toBe(true);
      for (const form of forms.json) expect(valueOf(form)).toEqual(value);
    });
  });
}
