import type { Operation } from '../../contract/operation';
import { carrierForms } from './carrier';
import { companyForms } from './company';
import { cover, type Choice, type Space } from './cover';
import { DIMENSIONS, type Case, type Contexts, type Dimension, type Form, type Stimulus } from './form';
import { jsonForms } from './json';
import { mediaForms } from './media';
import { pathForms } from './path';
import { stateForms } from './state';
import { stimuliOf } from './stimuli';
import { connectionForms, framingForms, headerForms } from './transport';

export const contextsOf = (operation: Operation, groups: readonly string[]): Contexts => ({
  stimuli: stimuliOf(operation, groups),
  forms: {
    carrier: carrierForms(operation),
    path: pathForms(operation),
    state: stateForms(operation),
    company: companyForms(operation),
    connection: connectionForms(),
    headers: headerForms(operation),
    json: jsonForms(),
    media: mediaForms(),
    framing: framingForms(),
  },
});

/** Why a stimulus is not sent in a form; undefined where it is. */
export function whyNot(stimulus: Stimulus, form: Form): string | undefined {
  const apart = stimulus.apart?.[form.dimension];
  if (apart !== undefined) return apart;
  if (form.row !== undefined && stimulus.demand === 'accepted' && isSpecial(stimulus))
    return `a refusal could be for ${stimulus.row} as well as for ${form.row}`;
  return form.lacks?.(stimulus);
}

/** Whether its row is about something that other updates have not. */
const isSpecial = ({ sends, row }: Stimulus): boolean =>
  sends('A').some(({ accept }) => accept === row) && SPECIAL.has(row);
const SPECIAL: ReadonlySet<string> = new Set(['RES-TYPE-ORDER', 'ERR-ANNOT']);

/** Whether two forms go together: what is refused for one of two rows, or of two forms, would tell of neither. */
export const together = (one: Form, other: Form): boolean =>
  (one.row === undefined || other.row === undefined) && !one.alone && !other.alone;

/**
 * Stimuli in forms, so that each stimulus is sent in each form in which it holds, and each so many values together. What is to be
 * refused is sent in no plain form: the scenarios of its row do.
 * @param strength 2 for pairs, 3 for triples
 */
export function casesOf({ stimuli, forms }: Contexts, strength: number): Case[] {
  // The plain form of a dimension has no entry.
  const values: readonly (readonly (Form | Stimulus | undefined)[])[] = [
    stimuli,
    ...DIMENSIONS.map((dimension) => [undefined, ...forms[dimension]]),
  ];
  const at = ([dimension, value]: readonly [number, number]) => values[dimension]?.[value];
  const space: Space = {
    sizes: values.map(({ length }) => length),
    // What is refused in two forms at once shows nothing of what is accepted in them.
    kindOf: (stimulus) => stimuli[stimulus]?.demand ?? '',
    fits: (one, other) => {
      const form = at(other) as Form | undefined;
      if (!form) return true;
      if (one[0] === 0) return whyNot(at(one) as Stimulus, form) === undefined;
      const before = at(one) as Form | undefined;
      return !before || together(before, form);
    },
  };
  // What breaks in one form shows best where nothing else is otherwise: of one stimulus for each demand and method.
  const alone = stimuli.flatMap((stimulus, first) =>
    isFirstOfItsKind(stimulus, first, stimuli)
      ? [
          ...DIMENSIONS.flatMap((dimension, place) =>
            forms[dimension].flatMap((form, at) =>
              isAlone(stimulus, dimension) && whyNot(stimulus, form) === undefined
                ? [[first, ...DIMENSIONS.map((_, other) => (other === place ? at + 1 : 0))]]
                : [],
            ),
          ),
          ...(stimulus.demand === 'accepted'
            ? plainlyAccepted(forms).map((choice) => [first, ...choice])
            : []),
        ]
      : [],
  );
  const outside = outsideBatch(space, strength, alone, stimuli);
  const chosen = cover(space, strength, outside);
  const further = strength > 2 ? [] : inEachTwoForms(space, chosen, stimuli);
  return [...chosen, ...further]
    .map(([stimulus = 0, ...choice]) => ({
      stimulus: stimuli[stimulus] as Stimulus,
      forms: choice.flatMap((value, place) => {
        const form = values[place + 1]?.[value] as Form | undefined;
        return form ? [form] : [];
      }),
    }))
    .filter(({ stimulus, forms: own }) => own.length > 0 || stimulus.demand !== 'refused');
}

/**
 * Choices of the forms that stimuli are to meet outside $batch. Triples have them anyway.
 * @param first choices that are made in any case
 */
function outsideBatch(
  space: Space,
  strength: number,
  first: readonly Choice[],
  stimuli: readonly Stimulus[],
): Choice[] {
  if (strength > 2) return [...first];
  const isInside = ([dimension, value]: readonly [number, number]): boolean =>
    dimension === CARRIER && value > 0;
  const outside: Space = {
    ...space,
    fits: (one, other) => !isInside(one) && !isInside(other) && space.fits(one, other),
  };
  return cover(outside, strength, first, (choice) => {
    const asked = stimuli[choice.get(0) ?? -1]?.byItself ?? [];
    return asked.some((dimension) => (choice.get(DIMENSIONS.indexOf(dimension) + 1) ?? 0) > 0);
  });
}

/**
 * Choices in which each two forms stand together in an update that must be accepted, as far as those that are made leave some:
 * what must be refused in two forms at once does not show that they are taken.
 */
function inEachTwoForms(space: Space, made: readonly Choice[], stimuli: readonly Stimulus[]): Choice[] {
  const own = stimuli.flatMap(({ demand }, at) => (demand === 'accepted' ? [at] : []));
  const all = (at: number): number => own[at] ?? -1;
  const first = made.flatMap(([stimulus = -1, ...forms]) =>
    own.includes(stimulus) ? [[own.indexOf(stimulus), ...forms]] : [],
  );
  const choices = cover(
    {
      sizes: [own.length, ...space.sizes.slice(1)],
      fits: (one, other) => space.fits(one[0] === 0 ? [0, all(one[1])] : one, other),
    },
    2,
    first,
    (choice) => [...choice].every(([dimension, value]) => dimension > 0 && value > 0),
  );
  return choices.slice(first.length).map(([stimulus = 0, ...forms]) => [all(stimulus), ...forms]);
}

/** The place of the dimension behind the stimuli. */
const CARRIER = DIMENSIONS.indexOf('carrier') + 1;

/**
 * Forms of the request itself that no row is about, several together: where one of them is refused, the row of the success is
 * broken, and where another form stands beside it that a row is about, it could be for that.
 */
function plainlyAccepted(forms: Contexts['forms']): Choice[] {
  const places = DIMENSIONS.map((dimension) =>
    OF_THE_REQUEST.has(dimension)
      ? forms[dimension].flatMap(({ row, alone }, at) => (row === undefined && !alone ? [at + 1] : []))
      : [],
  );
  const count = Math.max(...places.map(({ length }) => length));
  return Array.from({ length: count }, (_, at) => places.map((free) => free[at] ?? 0));
}

const OF_THE_REQUEST: ReadonlySet<string> = new Set([
  'path',
  'connection',
  'headers',
  'json',
  'media',
  'framing',
]);

/**
 * Whether a stimulus is sent in the forms of a dimension with nothing else otherwise: where a provider may check less in them, or
 * knows what is stored in another way. Reverts take three requests each.
 */
function isAlone({ demand, method }: Stimulus, dimension: Dimension): boolean {
  if (demand === 'refused') return dimension === 'state';
  return method === 'DELETE' && dimension === 'path';
}

/** Whether no stimulus before it has its demand and its method, those of other tokens aside. */
const isFirstOfItsKind = (stimulus: Stimulus, at: number, all: readonly Stimulus[]): boolean =>
  !stimulus.needs.includes('scopes') &&
  (stimulus.demand !== 'refused' || stimulus.method === 'PATCH') &&
  !all.slice(0, at).some((other) => other.demand === stimulus.demand && other.method === stimulus.method);
