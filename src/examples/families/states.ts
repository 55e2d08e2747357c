import { propertiesOf } from '../../contract/slice';
import { isMembers } from '../../exchanges/body';
import type { Exchange } from '../../exchanges/exchange';
import { planned, without, type Family, type Writer } from '../family';

type Members = Readonly<Record<string, unknown>>;

/** Reads after updates: values that are stored, kept, replaced, and reset. */
export function* stateFamilies(writer: Writer): Iterable<Family> {
  const { operation } = writer;
  const { A, B } = operation.states;
  const names = Object.keys(A).filter((name) => JSON.stringify(A[name]) !== JSON.stringify(B[name]));
  const beside = silentBeside(writer);
  const start = { ...operation.examples.A, ...A, ...mapOf(beside, ([one]) => one) };
  const set = (members: Members, over: Members = {}): Exchange[] => [
    writer.update(members, {
      ...planned(),
      ...(operation.success.content && { answer: { json: writer.policy({ ...start, ...members }) } }),
    }),
    writer.read(writer.policy({ ...start, ...members, ...over })),
  ];
  const before = writer.read(writer.policy(start));
  for (const name of names) {
    const changed = { [name]: B[name] };
    const others = Object.keys(A).filter((other) => other !== name);
    yield {
      right: [before, ...set(changed)],
      wrong: [
        [before, ...set(changed, { [name]: A[name] })],
        ...others.map((other) => [before, ...set(changed, { [other]: otherThan(A[other], B[other]) })]),
        ...[...beside].map(([other, [, two]]) => [before, ...set(changed, { [other]: two })]),
        ...[A[name]]
          .filter(Array.isArray)
          .map((items) => [before, ...set(changed, { [name]: [...items, ...(B[name] as unknown[])] })]),
      ],
    };
    yield* part(A[name], B[name], (sent, whole) => [before, ...set({ [name]: sent }, { [name]: whole })]);
    yield repeated(writer, set(changed), changed, start);
    yield* atomic(writer, before, name, start);
  }
  yield* replaced(writer, start);
  yield* outOfRange(writer, start);
  yield* shownOutOfRange(writer, start);
  yield* recalculated(writer, start);
  yield* resets(writer, start, names);
  yield* spellings(writer, start, names);
  yield* readOnly(writer, before, start);
}

/** A part of an object that is sent alone, at any depth: the others stay, or are gone, or have other values. */
function* part(
  one: unknown,
  other: unknown,
  set: (sent: Members, whole: Members) => Exchange[],
): Iterable<Family> {
  if (!isMembers(one) || !isMembers(other)) return;
  for (const name of Object.keys(one)) {
    const sent = { [name]: other[name] };
    const reset = Object.keys(one).flatMap((each) => {
      const value = each === name ? undefined : another(one[each], other[each]);
      return value === undefined ? [] : [{ ...one, [each]: value, ...sent }];
    });
    yield {
      right: set(sent, { ...one, ...sent }),
      wrong: [sent, ...reset].map((whole) => set(sent, whole)),
    };
    yield* part(one[name], other[name], (below, whole) => set({ [name]: below }, { ...one, [name]: whole }));
  }
}

/** Another value of a part: of a Boolean, of a list that has items, or that of the other state. */
function another(value: unknown, other: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value) && value.length > 0) return [];
  return JSON.stringify(value) === JSON.stringify(other) ? undefined : other;
}

/** A member that an update cannot set, and that then shows what one has sent. */
function* readOnly(writer: Writer, before: Exchange, start: Members): Iterable<Family> {
  const members = Object.entries(propertiesOf(writer.operation.updateSchema));
  for (const [name, { readOnly: isReadOnly, type, format }] of members) {
    if (isReadOnly !== true || format !== undefined || ![type].flat().includes('string')) continue;
    const answer = writer.operation.success.content ? { json: writer.policy(start) } : {};
    const set = writer.update({ [name]: 'Ours' }, { ...planned(), answer });
    const shows = (over: Members) => writer.read(writer.policy({ ...start, ...over }));
    yield { right: [before, set, shows({})], wrong: [[before, set, shows({ [name]: 'Ours' })]] };
  }
}

/** Two values for members that reads show and no page lets an update set, if updates can set only one member. */
function silentBeside({ operation }: Writer): ReadonlyMap<string, readonly [unknown, unknown]> {
  const { updateSchema, policySchema, updatable, states } = operation;
  const members = propertiesOf(updateSchema);
  const found = updatable.filter(
    (name) => members[name]?.['x-silent'] && propertiesOf(policySchema)[name] !== undefined,
  );
  return new Map(
    Object.keys(states.A).length > 1
      ? []
      : found.flatMap((name) => {
          const { enum: [one, two] = [] } = members[name] ?? {};
          return two === undefined ? [] : [[name, [one, two]] as const];
        }),
  );
}

const mapOf = <Value, Other>(
  map: ReadonlyMap<string, Value>,
  of: (value: Value) => Other,
): Record<string, Other> => Object.fromEntries([...map].map(([name, value]) => [name, of(value)]));

/** A collection that is emptied, and one that keeps its items. */
function* replaced(writer: Writer, start: Members): Iterable<Family> {
  const { A, B } = writer.operation.examples;
  for (const name of Object.keys(A)) {
    const items = [A[name], B[name]].find(
      (value): value is unknown[] => Array.isArray(value) && value.length > 0,
    );
    if (!items) continue;
    const shows = (value: unknown) => writer.read(writer.policy({ ...start, [name]: value }));
    const json = { [name]: [] };
    const answer = writer.operation.success.content ? { json: writer.policy({ ...start, ...json }) } : {};
    const set = writer.update(json, { ...planned(), answer });
    yield { right: [shows(items), set, shows([])], wrong: [[shows(items), set, shows(items)]] };
  }
}

/** Another value of a member: the other state's value, an empty collection, or one with one more item. */
function otherThan(one: unknown, other: unknown): unknown {
  if (JSON.stringify(one) !== JSON.stringify(other) || !Array.isArray(one)) return other;
  return one.length > 0 ? [] : [{ targetType: 'group', id: '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52' }];
}

/** The same update twice. */
function repeated(writer: Writer, once: readonly Exchange[], changed: Members, start: Members): Family {
  const again = writer.update(changed, planned({ accept: 'SEM-REPEAT' }));
  const refusedAgain = writer.refusal(
    { json: writer.body(changed), ...planned({ accept: 'SEM-REPEAT' }) },
    409,
  );
  const read = writer.read(writer.policy({ ...start, ...changed }));
  return { right: [...once, again, read], wrong: [[...once, refusedAgain, read]] };
}

/** A refused update, and the part of it that is stored. */
function* atomic(writer: Writer, before: Exchange, name: string, start: Members): Iterable<Family> {
  const { B } = writer.operation.states;
  for (const other of Object.keys(start).filter((each) => each !== name)) {
    const json = writer.body({ [name]: B[name], [other]: { not: 'valid' } });
    const refused = writer.refusal({ json, ...planned() });
    const after = (over: Members) => writer.read(writer.policy({ ...start, ...over }));
    yield { right: [before, refused, after({})], wrong: [[before, refused, after({ [name]: B[name] })]] };
  }
}

/** A stored number that is out of range. */
function* outOfRange(writer: Writer, start: Members): Iterable<Family> {
  for (const [name, value] of Object.entries(start)) {
    if (typeof value !== 'number') continue;
    const set = writer.refusal({ json: writer.body({ [name]: 100_000_000 }), ...planned() });
    yield {
      right: [set, writer.read(writer.policy(start))],
      wrong: [[set, writer.read(writer.policy({ ...start, [name]: 100_000_000 }))]],
    };
    const taken = writer.update({ [name]: 100_000_000 }, planned());
    yield {
      right: [set, writer.read(writer.policy(start))],
      wrong: [[taken, writer.read(writer.policy({ ...start, [name]: 100_000_000 }))]],
    };
  }
}

/** An out-of-range number, at any depth, in a read after a successful update that does not set it. */
function* shownOutOfRange(writer: Writer, start: Members): Iterable<Family> {
  for (const [name, value] of Object.entries(start))
    for (const { rest, put } of numbersIn(value)) {
      const [other] = Object.keys(writer.small).filter((each) => each !== name);
      const sent =
        rest !== undefined ? { [name]: rest } : other === undefined ? undefined : { [other]: start[other] };
      if (!sent) continue;
      const answer = writer.operation.success.content ? { json: writer.policy(start) } : {};
      const set = writer.update(sent, { ...planned(), answer });
      yield {
        right: [set, writer.read(writer.policy(start))],
        wrong: [[set, writer.read(writer.policy({ ...start, [name]: put(100_000_000) }))]],
      };
    }
}

/** The numbers inside a value: `put` replaces one, `rest` is the value without it; undefined if nothing is left. */
function* numbersIn(value: unknown): Iterable<{ put(number: number): unknown; rest: unknown }> {
  if (typeof value === 'number') yield { put: (number) => number, rest: undefined };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, part] of Object.entries(value))
    for (const { put, rest } of numbersIn(part))
      yield {
        put: (number) => ({ ...value, [name]: put(number) }),
        rest: {
          ...without(value as Record<string, unknown>, name),
          ...(rest !== undefined && { [name]: rest }),
        },
      };
}

/** The documented defaults. */
const defaultsOf = ({ operation }: Writer): Members =>
  Object.fromEntries(
    Object.entries(propertiesOf(operation.policySchema)).flatMap(([name, { 'x-default': value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );

/** A member that may be recalculated when another one is sent, and that then gets an invalid value. */
function* recalculated(writer: Writer, start: Members): Iterable<Family> {
  for (const group of writer.operation.recalculated)
    for (const sent of group)
      for (const other of group.filter((name) => name !== sent && typeof start[name] === 'number')) {
        const set = writer.update({ [sent]: start[sent] }, planned());
        const shows = (value: unknown) => writer.read(writer.policy({ ...start, [other]: value }));
        yield {
          right: [set, shows(start[other])],
          wrong: [100_000_000, 0].map((value) => [set, shows(value)]),
        };
      }
}

/** DELETE, and the state after it. */
function* resets(writer: Writer, start: Members, names: readonly string[]): Iterable<Family> {
  const { reset, states } = writer.operation;
  if (!reset) return;
  const remove = (status = reset.status) =>
    writer.exchange({ method: 'DELETE', status, ...planned(), answer: {} });
  const read = (over: Members = {}) =>
    writer.read(writer.policy({ ...start, ...defaultsOf(writer), ...over }));
  const gone = writer.refusal({ method: 'GET', ...planned() }, 404);
  const update = (name: string) => writer.update({ [name]: states.B[name] }, planned());
  for (const name of names.slice(0, 1)) {
    const changed = { [name]: states.B[name] };
    yield {
      right: [remove(), read(), update(name), read(changed), remove(), read()],
      wrong: [
        [remove(reset.status === 204 ? 200 : 204), read()],
        [remove(), gone],
      ],
    };
    yield {
      right: [remove(), gone],
      wrong: [
        [remove(), read()],
        [remove(202), gone],
      ],
    };
  }
}

/** A value that is written through another spelling of the address. */
function* spellings(writer: Writer, start: Members, names: readonly string[]): Iterable<Family> {
  const { path, resource, states } = writer.operation;
  const [name] = names;
  if (name === undefined) return;
  const key = resource.key ?? '';
  const cases: [row: string, path: string][] = [
    ...resource.spellings.map((spelt): [string, string] => [
      'RES-KEY-CASE',
      path.slice(0, path.lastIndexOf('/') + 1) + spelt,
    ]),
    ['RES-PATH-CASE', `${path.slice(0, path.length - key.length).toLowerCase()}${key}`],
  ];
  const shows = (value: unknown) => writer.read(writer.policy({ ...start, [name]: value }));
  for (const [accept, other] of cases) {
    const first = [writer.update({ [name]: states.A[name] }, planned()), shows(states.A[name])];
    const second = writer.update({ [name]: states.B[name] }, { path: other, ...planned({ accept }) });
    yield {
      right: [...first, second, shows(states.B[name])],
      wrong: [[...first, second, shows(states.A[name])]],
    };
  }
}
