import { isMembers, type Members } from '../../exchanges/body';
import type { Send } from '../scenario';
import type { Form, Forms, Stimulus } from './form';
import { isJson } from './json';

const isUpdate = ({ method, sends }: Stimulus): boolean =>
  method === 'PATCH' && sends('A').every((step) => isJson(step) && isMembers(step.payload.json));

/** What else stands in an update: nothing where there are sound members else, all others where there are few, and what says nothing. */
export const companyForms: Forms = (operation) => {
  const { states } = operation;
  const beside = (
    name: string,
    edit: (json: Members, step: Send) => Members,
    rest: Partial<Form> & { lacks(stimulus: Stimulus): string | undefined },
  ): Form => ({
    ...{ dimension: 'company', name },
    change: (step) =>
      isJson(step) && isMembers(step.payload.json)
        ? { ...step, payload: { json: edit(step.payload.json, step) } }
        : step,
    ...rest,
  });
  return [
    beside(
      'only this member in the body',
      (json, { beside: sound = [] }) =>
        Object.fromEntries(Object.entries(json).filter(([member]) => !sound.includes(member))),
      {
        lacks: ({ sends }) =>
          sends('A').some(({ beside: sound = [] }) => sound.length > 0)
            ? undefined
            : 'there is nothing beside it that could be left out',
      },
    ),
    beside('among all other members', (json) => ({ ...operation.bodyOf(states.A), ...json }), {
      lacks: (stimulus) =>
        isUpdate(stimulus) && stimulus.demand === 'accepted'
          ? undefined
          : 'sound members stand beside it in its plain form, or it has none',
    }),
  ];
};
