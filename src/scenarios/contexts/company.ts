import { isDeepStrictEqual } from 'node:util';
import { changesOf } from '../changes';
import { isJson } from './json';
import type { Forms, Stimulus } from './form';
import { isMembers } from '../../exchanges/body';

/** What else stands in an update: nothing where there are sound members else, and all others where there are few. */
export const companyForms: Forms = (operation) => {
  const { markers } = changesOf(operation);
  const sound: Readonly<Record<string, unknown>> = { ...markers[0], ...markers[1] };
  const isMarker = ([name, value]: [string, unknown]): boolean =>
    name in sound && isDeepStrictEqual(sound[name], value);
  const hasMembers = ({ method, sends }: Stimulus): boolean =>
    method === 'PATCH' && sends('A').every((step) => isJson(step) && isMembers(step.payload.json));
  return [
    {
      ...{ dimension: 'company', name: 'only this member in the body' },
      lacks: (stimulus) =>
        !hasMembers(stimulus) || stimulus.demand !== 'refused'
          ? 'there is nothing beside it that could be left out'
          : undefined,
      change: (step) => {
        if (!isJson(step) || !isMembers(step.payload.json)) return step;
        const members = Object.entries(step.payload.json);
        return { ...step, payload: { json: Object.fromEntries(members.filter((each) => !isMarker(each))) } };
      },
    },
    {
      ...{ dimension: 'company', name: 'among all other members' },
      lacks: (stimulus) =>
        !hasMembers(stimulus) || stimulus.demand !== 'accepted'
          ? 'sound members stand beside it in its plain form, or it has none'
          : undefined,
      change: (step) =>
        isJson(step)
          ? {
              ...step,
              payload: {
                json: { ...operation.bodyOf(operation.states.A), ...(step.payload.json as object) },
              },
            }
          : step,
    },
  ];
};
