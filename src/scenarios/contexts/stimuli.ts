import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../contract/operation';
import { propertiesOf, resolve } from '../../contract/slice';
import { changesOf } from '../changes';
import {
  marked,
  outOfOrder,
  repeated,
  withoutTypeAnnotation,
  wrongTypeAnnotations,
  wrongTypes,
  type Wrong,
} from '../from-slice';
import { farBeyond, farOutside, justOutside } from '../outside';
import { OTHER_MEDIA } from '../grammar/media-types';
import { brokenTexts, soundBody, updatesWith } from '../refusals';
import { send, update, type Send } from '../scenario';
import type { Stimulus } from './form';
import { securityStimuli } from './security';

/** A provider may look at values of each kind in another place, and at those of an update inside $batch in yet another. */
const byItself = ['state', 'company', 'json', 'media', 'framing'] as const;
const IS_ROW = 'its row is about that itself';

/** What each row is shown by, wherever it holds; none for a row that nothing of the slice makes observable. */
export function stimuliOf(operation: Operation, groups: readonly string[]): readonly Stimulus[] {
  return [
    ...accepted(operation),
    ...others(operation),
    ...refused(operation, groups),
    ...securityStimuli(operation, groups),
  ].filter(({ sends }) => sends('A').length > 0);
}

/** Updates that conform, of each member by itself: for each kind of value, since a provider may store them in different ways. */
function accepted(operation: Operation): Stimulus[] {
  const { states, success } = operation;
  const changes = changesOf(operation);
  const plain = { demand: 'accepted', method: 'PATCH', needs: [] } as const;
  const set = (state: 'A' | 'B', members: readonly string[], inner: readonly number[]): Send => {
    const [value] = inner;
    const values = members.map((member) => [member, value ?? states[state][member]] as const);
    return update(
      value === undefined ? `${members.join(', ')} of state ${state}` : `${members.join(', ')} of ${value}`,
      changes.body(Object.fromEntries(values)),
      { accept: success.row },
    );
  };
  return [
    ...unitsOf(operation).map((units) => {
      const inner = units.map((members) => innerValues(operation, members, changes.nudge(0)));
      const rounds = Math.max(1, ...inner.map(({ length }) => length));
      const inState = (state: 'A' | 'B'): Send[] =>
        Array.from({ length: rounds }, (_, round) =>
          units.map((members, at) => set(state, members, inner[at]?.slice(round, round + 1) ?? [])),
        ).flat();
      const sends = { A: inState('A'), B: inState('B') };
      return { ...plain, ...{ row: success.row, byItself }, sends: (state: 'A' | 'B') => sends[state] };
    }),
    {
      ...{ ...plain, row: 'RES-TYPE-ORDER' },
      sends: (state) =>
        FURTHER.flatMap((number) => {
          const { '@odata.type': type, ...members } = changes.body({
            ...changes.flip(state),
            ...changes.nudge(number),
          });
          return type === undefined
            ? []
            : [update('@odata.type last', { ...members, '@odata.type': type }, { accept: 'RES-TYPE-ORDER' })];
        }),
      apart: { json: IS_ROW, company: IS_ROW },
    },
    {
      ...{ ...plain, row: 'ERR-ANNOT' },
      sends: (state) =>
        FURTHER.toReversed().map((number) =>
          update(
            'annotations',
            {
              '@odata.context': `#${operation.resource.canonical}`,
              ...changes.body({
                '@contoso.note': 'nightly',
                ...changes.flip(state),
                ...(changes.independent && changes.nudge(number)),
              }),
            },
            { accept: 'ERR-ANNOT' },
          ),
        ),
      apart: { company: 'its plain form has company already' },
    },
  ];
}

/** How many numbers between its bounds a member gets in turn. */
const INNER = 48;

/**
 * Numbers between the bounds of a member, far from each other one behind the other, so that the first few lie all over the
 * range; none where it is none that has a range of its own.
 * @param nudged members that small changes of other scenarios change: their numbers come last
 */
function innerValues(
  { updateSchema }: Operation,
  [member = '', ...others]: readonly string[],
  nudged: object,
): number[] {
  const { minimum, maximum } = resolve(propertiesOf(updateSchema)[member] ?? {});
  if (others.length > 0 || minimum === undefined || maximum === undefined) return [];
  const count = maximum - minimum - 1;
  // By the golden section each lies in the widest gap of those before it.
  const places = Array.from({ length: Math.min(INNER, 2 * count) }, (_, at) =>
    Math.floor(((at * GOLDEN) % 1) * count),
  );
  const values = [...new Set(places)].map((place) => minimum + 1 + place);
  const known = member in nudged ? NUDGED : [];
  return [
    ...values.filter((value) => !known.includes(value)),
    ...values.filter((value) => known.includes(value)),
  ];
}

/** The numbers that small changes of other scenarios take. */
const NUDGED = [
  11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
];
/** Others: what becomes of one of them shows in a request of its own. */
const FURTHER = Array.from({ length: 27 }, (_, at) => 22 + at).filter((number) => !NUDGED.includes(number));
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The members that an update sets at once, by the kind of their values: single values, lists and objects, and those that are bound to others. */
function unitsOf({ states, recalculated }: Operation): string[][][] {
  const bound = recalculated
    .map((group) => group.filter((member) => member in states.A))
    .filter((group) => group.length > 0);
  const free = Object.keys(states.A).filter((member) => !bound.flat().includes(member));
  const isComposed = (member: string): boolean =>
    typeof states.A[member] === 'object' && !isDeepStrictEqual(states.A[member], states.B[member]);
  return [
    // What is the same in both states would show nothing by itself.
    free.filter((member) => !isComposed(member)).map((member) => [member]),
    free.filter(isComposed).map((member) => [member]),
    bound,
  ].filter((units) => units.length > 0);
}

/** Reads and reverts. */
function others(operation: Operation): Stimulus[] {
  return [
    {
      ...{ row: 'GET-SHAPE', demand: 'shown', method: 'GET', needs: ['read'] },
      sends: () => [send('a read', 'GET', { accept: 'GET-SHAPE' })],
      byItself: ['path', 'connection', 'headers'],
    },
    {
      ...{ row: 'AUT-READ', demand: 'shown', method: 'GET', needs: ['read', 'scopes'] },
      sends: () => [send('a read with the read permission', 'GET', { credentials: 'read-only' })],
    },
    {
      ...{ row: operation.reset?.row ?? '', demand: 'shown', method: 'DELETE', needs: ['read', 'delete'] },
      sends: () => (operation.reset?.effect === 'reverts' ? [send('a revert', 'DELETE')] : []),
      byItself: ['path', 'state', 'connection', 'headers'],
    },
  ];
}

/** What must be refused, with sound members beside it. */
function refused(operation: Operation, groups: readonly string[]): Stimulus[] {
  const changes = changesOf(operation, groups);
  const wrong = (row: string, made: Iterable<Wrong>): Stimulus => {
    const all = [...made];
    const sends = { A: marked(operation, all, 'A', changes), B: marked(operation, all, 'B', changes) };
    return { row, demand: 'refused', method: 'PATCH', needs: [], byItself, sends: (state) => sends[state] };
  };
  const written = { demand: 'refused', method: 'PATCH', needs: [] } as const;
  const texts = {
    A: updatesWith(brokenTexts(changes, 'A')),
    B: updatesWith(brokenTexts(changes, 'B')),
  };
  const types = [...wrongTypes(operation), ...wrongTypeAnnotations(operation)].filter(isClear);
  return [
    wrong(
      'ERR-RANGE',
      inTurn([...justOutside(operation), ...farBeyond(operation), ...farOutside(operation)]),
    ),
    wrong('ERR-RANGE', outOfOrder(operation)),
    wrong('ERR-RANGE', repeated(operation)),
    ...KINDS.map((kind) => wrong('ERR-TYPE', inTurn(types.filter(({ of }) => of === kind)))),
    { ...wrong('ERR-NOTYPE', withoutTypeAnnotation(operation)), byItself: [] },
    {
      ...{ ...written, row: 'ERR-BADJSON' },
      sends: (state) => texts[state],
    },
    {
      ...{ ...written, row: 'ERR-CT' },
      sends: (state) =>
        OTHER_MEDIA.map((contentType, at) =>
          update(contentType || 'an empty Content-Type', soundBody(changes, at, state), { contentType }),
        ),
      apart: {
        media: IS_ROW,
        carrier: 'what a provider makes of another media type inside $batch is not written',
      },
    },
    ...(['PUT', 'POST'] as const).map((method, at): Stimulus => ({
      ...{ row: 'ERR-405', demand: 'refused', method, needs: [] },
      sends: (state) => [send(method, method, { payload: { json: soundBody(changes, 2 * at, state) } })],
    })),
  ];
}

/** A text that could be read as a number or a word is refused at most by advice. */
const isClear = ({ name }: Wrong): boolean => !/ "(-?\d+(\.\d+)?|true|false)"$/.test(name);

const KINDS = ['value', 'part', 'item', 'enumeration', 'annotation'] as const;

/** The same in an order in which each place of an update comes once before one comes again, each time with another kind of value. */
function inTurn(all: readonly Wrong[]): Wrong[] {
  const places = [...new Set(all.map(({ place }) => place))].map((place) =>
    all.filter((each) => each.place === place),
  );
  const rounds = Math.max(0, ...places.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    places.flatMap((values, at) =>
      round < values.length ? [values[(round + at) % values.length] as Wrong] : [],
    ),
  ).flat();
}
