import type { Register } from '../../contract/register/register';
import { INVENTED_GROUPS } from '../invented-groups';
import { casesFor, compiledCases } from '.';
import { rowsOf } from './compile';
import { DIMENSIONS, toldOf, type Form, type Stimulus } from './form';
import { contextsOf, whyNot } from './space';

/** Whether a row is exercised in a context: the scenario that does it first, or why none does. */
export type Cell = { context: string; clause?: string } & ({ scenario: string } | { reason: string });

/** A row of a provider, with a cell for each context; or why it has none. */
export interface MatrixRow {
  row: string;
  cells: readonly Cell[];
}

/** Rows that only a history of their own shows, and whose scenarios have their form by themselves. */
const OF_A_HISTORY = 'it takes a sequence of requests of its own, which is sent in its plain form';
/** Rows that are about a form. */
const ONE_AT_A_TIME = 'its row is about a form itself, and of two at a time a refusal would tell of neither';
/** Rows that no request of the suite can provoke, or that promise nothing. */
const NOT_PROVOKED = 'no request provokes it: it is judged wherever it is seen';

/** Each row of the provider's in each context: exercised by which scenario, or why not. */
export function matrixOf(register: Register): MatrixRow[] {
  const { operation } = register;
  const { stimuli, forms } = contextsOf(operation, INVENTED_GROUPS);
  const sent = compiledCases(operation, casesFor(operation, 2));
  const all = DIMENSIONS.flatMap((dimension) => forms[dimension]);
  const bearing = (row: string): Stimulus[] =>
    stimuli.filter((each) => rowsOf(operation, each).includes(row));
  const cellOf = (row: string, form: Form): Cell => {
    const context = toldOf(form).at(-1) as string;
    const about = { context, ...(form.clause !== undefined && { clause: form.clause }) };
    const shown = sent.find((each) => each.forms.includes(form.name) && each.rows.includes(row));
    if (shown) return { ...about, scenario: shown.scenario };
    const own = all.find((each) => each.row === row);
    if (own && (own.dimension === form.dimension || form.row !== undefined))
      return { ...about, reason: ONE_AT_A_TIME };
    const [stimulus] = own ? stimuli : bearing(row);
    return {
      ...about,
      reason: stimulus ? (whyNot(stimulus, form) ?? OF_A_HISTORY) : reasonOf(register, row),
    };
  };
  return register.rows
    .filter(({ actor, level }) => actor === 'provider' && level !== 'NONE')
    .map(({ id }) => ({ row: id, cells: all.map((form) => cellOf(id, form)) }));
}

const reasonOf = ({ byId }: Register, row: string): string =>
  byId.get(row)?.planned === false ? NOT_PROVOKED : OF_A_HISTORY;
