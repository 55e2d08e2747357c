import type { Operation } from '../../contract/operation';
import { isMembers, type Members } from '../../exchanges/body';
import { propertiesOf, typesOf } from '../../contract/slice';
import { keyIn } from '../samples';
import type { Send } from '../scenario';
import type { Form, Forms, Stimulus } from './form';
import { isJson } from './json';

const isUpdate = ({ method, sends }: Stimulus): boolean =>
  method === 'PATCH' && sends('A').every((step) => isJson(step) && isMembers(step.payload.json));

/** Another body of an update. */
const body = (
  name: string,
  edit: (json: Members, step: Send) => Members,
  rest: Partial<Form> & Pick<Form, 'lacks'>,
): Form => ({
  ...{ dimension: 'company', name },
  change: (step) =>
    isJson(step) && isMembers(step.payload.json)
      ? { ...step, payload: { json: edit(step.payload.json, step) } }
      : step,
  ...rest,
});

const NO_MEMBERS = 'its body has no members that others could stand beside';

/** Members right behind the type, or in front where there is none. */
function behindType(json: Members, members: Members): Members {
  const isType = ([name]: [string, unknown]): boolean => name === '@odata.type';
  const all = Object.entries(json);
  return Object.fromEntries([
    ...all.filter(isType),
    ...Object.entries(members),
    ...all.filter((member) => !isType(member)),
  ]);
}

/** What else stands in an update: nothing where there are sound members else, all others where there are few, and what changes nothing. */
export const companyForms: Forms = (operation) => {
  const { states } = operation;
  const isAccepted = (stimulus: Stimulus): boolean => isUpdate(stimulus) && stimulus.demand === 'accepted';
  return [
    body(
      'only this member in the body',
      (json, { beside = [] }) =>
        Object.fromEntries(Object.entries(json).filter(([member]) => !beside.includes(member))),
      {
        lacks: ({ sends }) =>
          sends('A').some(({ beside = [] }) => beside.length > 0)
            ? undefined
            : 'there is nothing beside it that could be left out',
      },
    ),
    body('among all other members', (json) => ({ ...operation.bodyOf(states.A), ...json }), {
      lacks: (stimulus) =>
        isAccepted(stimulus) ? undefined : 'sound members stand beside it in its plain form, or it has none',
    }),
    ...besideWhatIsThere(operation),
    besideNull(operation),
    body(
      'beside annotations',
      (json, { accept }) => ({
        '@odata.context': `#${operation.resource.canonical}`,
        ...json,
        // One of nobody may be refused for itself.
        ...(accept === undefined && { '@contoso.note': 'nightly' }),
      }),
      {
        clause: 'OData JSON 4.5: annotations that are not known are passed over',
        lacks: (stimulus) => (isUpdate(stimulus) ? undefined : NO_MEMBERS),
      },
    ),
  ];
};

/** The key as it is, and lists that are empty already. */
function besideWhatIsThere(operation: Operation): Form[] {
  const { states, collections } = operation;
  const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
  const empty = collections.map(({ member }) => member).filter((member) => isEmpty(states.A[member]));
  const there: Members = {
    ...keyIn(operation),
    ...Object.fromEntries(empty.map((member) => [member, []])),
  };
  if (Object.keys(there).length === 0) return [];
  return [
    body('beside its key and what is empty', (json) => ({ ...behindType(json, there), ...json }), {
      lacks: (stimulus) => (isUpdate(stimulus) ? undefined : NO_MEMBERS),
    }),
  ];
}

/** A null for a member that is not there, or else in the place of a sound one. */
function besideNull({ states, updateSchema }: Operation): Form {
  const nullable = Object.entries(propertiesOf(updateSchema))
    .filter(([member, schema]) => member in states.A && typesOf(schema).includes('null'))
    .map(([member]) => member);
  return body(
    'beside a null',
    (json, { beside = [] }) => {
      const name =
        nullable.find((member) => !(member in json)) ?? nullable.find((member) => beside.includes(member));
      return name === undefined ? json : { ...json, [name]: null };
    },
    {
      alone: true,
      lacks: (stimulus) =>
        isUpdate(stimulus) && stimulus.demand === 'refused'
          ? undefined
          : 'nothing is written of a null in an update that conforms',
    },
  );
}
