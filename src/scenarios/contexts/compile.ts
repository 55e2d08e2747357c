import type { Operation } from '../../contract/operation';
import type { Capability } from '../../contract/register/capabilities';
import { changesOf } from '../changes';
import { EVERY_ANSWER, EVERY_ERROR, everySuccess } from '../constraints';
import { otherFenceBehind } from '../refusals';
import { INVENTED_GROUPS } from '../invented-groups';
import { fillable } from '../samples';
import { read, update, type Scenario, type Send, type Step } from '../scenario';
import { WRITTEN } from '../state/setting';
import { DIMENSIONS, toldOf, type Form, type Stimulus } from './form';
import type { Case } from './form';
import { Reads, readsAlone, type ReadBehind } from './reads';
import { Turns, type Counts } from './turns';

/** Cases of a scenario at most: what shows a difference is sent once more as a whole. */
const CASES = 15;
/** The same where none changes the policy: one read shows what all of them have left. */
const UNCHANGING = 120;

/** What a case needs of the provider. */
export const needsOf = ({ stimulus, forms }: Case): Capability[] => [
  ...new Set([...stimulus.needs, ...forms.flatMap(({ needs }) => needs ?? [])]),
];

/** The rows that a stimulus shows beside its own, by what it asks for. */
export function rowsOf(operation: Operation, { row, demand, method }: Stimulus): string[] {
  if (demand === 'refused') return [row, 'SEM-ATOMIC', ...EVERY_ERROR];
  if (demand === 'accepted') return [...new Set([row, ...everySuccess(operation), ...WRITTEN])];
  return method === 'DELETE' ? [row, ...EVERY_ANSWER] : [row, 'RES-ODV', ...EVERY_ANSWER];
}

/** Those, and the rows that forms are about. */
export const rowsOfCase = (operation: Operation, { stimulus, forms }: Case): string[] => [
  ...rowsOf(operation, stimulus),
  ...forms.flatMap(({ row }) => (row !== undefined && stimulus.demand !== 'refused' ? [row] : [])),
  ...forms.flatMap(({ needs }) => (needs === 'batch' ? ['BAT-OUTER'] : [])),
];

/** Puts cases together as scenarios: those from one state and of one demand, so that one read shows what many have left. */
export function compiled(
  operation: Operation,
  cases: readonly Case[],
  groups: readonly string[] = INVENTED_GROUPS,
): Scenario[] {
  const reads = new Reads(operation);
  const sent: Counts = new Map();
  return [...grouped(cases)].map(([address, group]) =>
    scenarioOf(operation, address, group, reads.ofScenario(), sent, excluding(operation, groups)),
  );
}

/** Says which scenario a case is sent in. */
export function placesOf(cases: readonly Case[]): (each: Case) => string {
  const places = new Map(
    [...grouped(cases)].flatMap(([address, group]) => group.map((each) => [each, address])),
  );
  return (each) => places.get(each) as string;
}

/** Cases by the address of their scenario. */
function grouped(cases: readonly Case[]): Map<string, Case[]> {
  const kinds = new Map<string, Case[]>();
  for (const each of cases) {
    const { stimulus, forms } = each;
    const state = forms.find(({ dimension }) => dimension === 'state');
    const kind = stimulus.needs.includes('scopes') ? 'by another token' : stimulus.demand;
    const key = `${kind} ${state?.name ?? 'from the first state'}`.replaceAll(' ', '-');
    const group = kinds.get(key);
    if (group) group.push(each);
    else kinds.set(key, [each]);
  }
  return new Map(
    [...kinds].flatMap(([key, all]) =>
      chunksOf(all).map((chunk, at) => [`contexts/${key}-${at + 1}`, chunk] as const),
    ),
  );
}

function chunksOf(all: readonly Case[]): Case[][] {
  const size = all.some(({ stimulus }) => changesState(stimulus)) ? CASES : UNCHANGING;
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

function scenarioOf(
  operation: Operation,
  address: string,
  cases: readonly Case[],
  readBehind: ReadBehind,
  sent: Counts,
  excluded: readonly Send[],
): Scenario {
  const state = cases[0]?.forms.find(({ dimension }) => dimension === 'state');
  const from = state && !state.before ? 'B' : 'A';
  const isRefused = cases.some(({ stimulus }) => stimulus.demand === 'refused');
  const turns = new Turns(operation, from, sent);
  const isAccepted = cases.every(({ stimulus }) => stimulus.demand === 'accepted');
  const steps: Step[] = [
    ...(isAccepted || isRefused ? excluded : []),
    // Behind each that is accepted stands a read anyway.
    ...(isAccepted && excluded.length > 0 ? [] : [read('read before')]),
    ...cases.flatMap((each, at) => stepsOf(each, at, turns, readBehind)),
    ...(isRefused ? otherFenceBehind(changesOf(operation), from === 'A' ? 'B' : 'A') : []),
  ];
  return {
    address,
    rows: [...new Set(cases.flatMap((each) => rowsOfCase(operation, each)))],
    needs: [...new Set(cases.flatMap(needsOf))],
    from,
    steps: numbered(steps),
    inContexts: true,
  };
}

/**
 * Excludes two groups, where the known states exclude none: what becomes of a list that has something in it shows then in each
 * context. No page says that a group need not be known. None where there is no such list.
 */
function excluding(operation: Operation, groups: readonly string[]): Send[] {
  const list = fillable(operation, groups).empty.find(({ collection }) =>
    operation.isDocumented(collection.member),
  );
  if (!list) return [];
  const members = { [list.collection.member]: list.items.slice(-2) };
  return [update('two groups are excluded', changesOf(operation).body(members))];
}

const changesState = ({ demand, method }: Stimulus): boolean =>
  demand === 'accepted' || (demand === 'shown' && method === 'DELETE');

function stepsOf(each: Case, at: number, turns: Turns, readBehind: ReadBehind): Step[] {
  const { stimulus, forms } = each;
  const { demand, method } = stimulus;
  const before = forms.flatMap((form) => form.before?.() ?? []);
  // What was refused has changed nothing: those behind it come as much behind what was sent first.
  const isKept = demand === 'refused' && before.every((step) => step.kind === 'send' && !step.accept);
  const sentBefore = isKept && at > 0 ? [] : [...movedAway(stimulus, before, turns), ...before];
  const sent = turns.next(each, sentBefore, (plain) => formed(plain, stimulus, forms));
  return [
    ...sentBefore,
    // In whatever form it is read, it is one and the same policy.
    demand === 'shown' && method === 'GET' && readsAlone(sent) ? { ...sent, polled: true } : sent,
    ...(changesState(stimulus) ? [readBehind(method, needsOf(each).includes('batch'), turns.told)] : []),
  ];
}

/** What makes a revert show where the policy is reverted already, and nothing else is to be before it. */
const movedAway = ({ method }: Stimulus, before: readonly Step[], turns: Turns): Step[] =>
  method === 'DELETE' && turns.isReverted && before.length === 0 ? [turns.away()] : [];

/** A request in its forms. The dimensions are in the order in which one goes into the other. */
function formed(plain: Send, stimulus: Stimulus, forms: readonly Form[]): Send {
  const inOrder = [...forms].sort(
    (one, other) => ORDER.indexOf(one.dimension) - ORDER.indexOf(other.dimension),
  );
  const special = forms.find(({ row }) => row !== undefined)?.row;
  const asked =
    special !== undefined && stimulus.demand !== 'refused' && hasFull(plain) ? { accept: special } : {};
  const step = inOrder.reduce<Send>((sent, form) => form.change?.(sent) ?? sent, { ...plain, ...asked });
  return forms.length === 0 ? step : { ...step, contexts: inOrder.flatMap(toldOf) };
}

const hasFull = ({ credentials = 'full' }: Send): boolean => credentials === 'full';

const ORDER: readonly string[] = ['path', 'company', 'media', 'carrier', ...DIMENSIONS];

/** Steps with names of their own. */
function numbered(steps: readonly Step[]): Step[] {
  const count = new Map<string, number>();
  return steps.map((step) => {
    if (step.kind === 'together') return step;
    const times = (count.get(step.name) ?? 0) + 1;
    count.set(step.name, times);
    return times === 1 ? step : { ...step, name: `${step.name} (${times})` };
  });
}
