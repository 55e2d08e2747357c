import type { Operation } from '../../contract/operation';
import type { Capability } from '../../contract/register/capabilities';
import { changesOf } from '../changes';
import { EVERY_ANSWER, EVERY_ERROR, everySuccess } from '../constraints';
import { read, update, type Scenario, type Send, type Step } from '../scenario';
import { WRITTEN } from '../state/setting';
import { DIMENSIONS, toldOf, type Form, type Stimulus } from './form';
import type { Case } from './space';

/** Cases of a scenario at most: what shows a difference is sent once more as a whole. */
const CASES = 12;

/** What a case needs of the provider. */
export const needsOf = ({ stimulus, forms }: Case): Capability[] => [
  ...new Set([...stimulus.needs, ...forms.flatMap(({ needs }) => needs ?? [])]),
];

/** The rows that a stimulus shows beside its own, by what it asks for. */
export function rowsOf(operation: Operation, { row, demand, method }: Stimulus): string[] {
  if (demand === 'refused') return [row, 'SEM-ATOMIC', ...EVERY_ERROR];
  if (demand === 'accepted') return [...new Set([row, ...everySuccess(operation), ...WRITTEN])];
  return method === 'DELETE' ? [row, ...EVERY_ANSWER] : [row];
}

/** Puts cases together as scenarios: those from one state and of one demand, so that one read shows what many have left. */
export function compiled(operation: Operation, cases: readonly Case[]): Scenario[] {
  const groups = new Map<string, Case[]>();
  for (const each of cases) {
    const { stimulus, forms } = each;
    const state = forms.find(({ dimension }) => dimension === 'state');
    const kind = stimulus.needs.includes('scopes') ? 'by the read permission' : stimulus.demand;
    const key = JSON.stringify([kind, state?.name ?? 'from the first state']);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups].flatMap(([key, group]) => {
    const [kind, state] = JSON.parse(key) as [string, string];
    return chunksOf(group).map((chunk, at) =>
      scenarioOf(operation, `contexts/${kind}-${state}-${at + 1}`.replaceAll(' ', '-'), chunk),
    );
  });
}

const chunksOf = (all: readonly Case[]): Case[][] =>
  Array.from({ length: Math.ceil(all.length / CASES) }, (_, at) => all.slice(at * CASES, (at + 1) * CASES));

function scenarioOf(operation: Operation, address: string, cases: readonly Case[]): Scenario {
  const state = cases[0]?.forms.find(({ dimension }) => dimension === 'state');
  const from = state && !state.before ? 'B' : 'A';
  const { body, turn, done } = changesOf(operation);
  const isRefused = cases.some(({ stimulus }) => stimulus.demand === 'refused');
  const turns = new Turns(from);
  const steps: Step[] = [
    read('read before'),
    ...cases.flatMap((each, at) => stepsOf(each, at, turns)),
    ...(isRefused
      ? [update('fence', body(turn(from === 'A' ? 'B' : 'A')), done), read('read behind the fence')]
      : []),
  ];
  return {
    address,
    rows: [...new Set(cases.flatMap(({ stimulus }) => rowsOf(operation, stimulus)))],
    needs: [...new Set(cases.flatMap(needsOf))],
    from,
    steps: numbered(steps),
  };
}

/** Which request of a stimulus is sent next, and the state that it is of, so that it changes something. */
class Turns {
  private readonly sent = new Map<Stimulus, number>();
  private readonly states = new Map<string, 'A' | 'B'>();

  constructor(private readonly from: 'A' | 'B') {}

  next(stimulus: Stimulus): Send {
    const place = this.sent.get(stimulus) ?? 0;
    this.sent.set(stimulus, place + 1);
    const key = `${stimulus.row} ${place % stimulus.sends('A').length}`;
    const state = (this.states.get(key) ?? this.from) === 'A' ? 'B' : 'A';
    this.states.set(key, state);
    const sends = stimulus.sends(state);
    return sends[place % sends.length] as Send;
  }
}

function stepsOf({ stimulus, forms }: Case, at: number, turns: Turns): Step[] {
  const { demand, method } = stimulus;
  const before = forms.flatMap((form) => form.before?.() ?? []);
  // What was refused has changed nothing: those behind it come as much behind what was sent first.
  const isKept = demand === 'refused' && before.every((step) => step.kind === 'send' && !step.accept);
  const changesState = demand === 'accepted' || method === 'DELETE';
  return [
    ...(isKept && at > 0 ? [] : before),
    formed(turns.next(stimulus), stimulus, forms),
    ...(changesState ? [read('read behind it')] : []),
  ];
}

/** A request in its forms. The dimensions are in the order in which one goes into the other. */
function formed(plain: Send, stimulus: Stimulus, forms: readonly Form[]): Send {
  const inOrder = [...forms].sort(
    (one, other) => ORDER.indexOf(one.dimension) - ORDER.indexOf(other.dimension),
  );
  const special = forms.find(({ row }) => row !== undefined)?.row;
  const asked = special !== undefined && stimulus.demand !== 'refused' && hasFull(plain) ? { accept: special } : {};
  const step = inOrder.reduce<Send>((sent, form) => form.change?.(sent) ?? sent, { ...plain, ...asked });
  return forms.length === 0 ? step : { ...step, contexts: inOrder.map(toldOf) };
}

const hasFull = ({ credentials = 'full' }: Send): boolean => credentials === 'full';

const ORDER: readonly string[] = ['path', 'company', 'carrier', ...DIMENSIONS];

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
