import type { Operation } from '../../contract/operation';
import { changesOf } from '../changes';
import type { Send } from '../scenario';
import type { Form, Forms, Stimulus } from './form';
import { isJson } from './json';

type Item = Readonly<Record<string, unknown>>;

/** The id that a request has inside $batch whose answer is in question. */
export const ITSELF = 'itself';

const CLAUSE = 'https://learn.microsoft.com/graph/json-batching';

/** What a request cannot be inside $batch for. */
const lacks = (stimulus: Stimulus): string | undefined =>
  stimulus.sends('A').every((step) => step.payload === undefined || isJson(step))
    ? undefined
    : 'what is no JSON cannot stand inside $batch';

/** A request as it stands inside $batch. */
function itemOf(operation: Operation, step: Send): Item {
  const headers = {
    ...(isJson(step) && { 'Content-Type': step.contentType ?? 'application/json' }),
    ...Object.fromEntries(step.headers ?? []),
  };
  return {
    ...{ id: ITSELF, method: step.method, url: step.at ?? operation.path },
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(isJson(step) && { body: step.payload.json }),
  };
}

/** Inside $batch, beside other requests. */
export const carrierForms: Forms = (operation) => {
  const { body, nudge, flipped } = changesOf(operation);
  const read: Item = { id: 'other', method: 'GET', url: operation.path };
  const written = (members: object): Item => ({
    ...{ id: 'other', method: 'PATCH', url: operation.path },
    ...{ headers: { 'Content-Type': 'application/json' }, body: body({ ...members }) },
  });
  const inside = (name: string, around: (item: Item) => readonly Item[], rest: Partial<Form> = {}): Form => ({
    ...{ dimension: 'carrier', name, clause: CLAUSE, needs: 'batch', lacks, kind: 'inside $batch' },
    change: (step) => ({
      ...{ kind: 'send', name: step.name, method: 'POST', path: 'batch' },
      payload: { json: { requests: around(itemOf(operation, step)) } },
      // The batch has what the request in it has.
      ...(typeof step.contentType === 'string' && { contentType: step.contentType }),
      ...(step.credentials !== undefined && { credentials: step.credentials }),
      ...(step.authorization !== undefined && { authorization: step.authorization }),
      // A token that may read is enough for a batch: what it may not do is refused inside.
      ...(['full', 'read-only'].includes(step.credentials ?? 'full') && { accept: 'BAT-OUTER' }),
    }),
    ...rest,
  });
  return [
    inside('inside $batch, before a read', (item) => [item, read]),
    inside('inside $batch, after a read', (item) => [read, item]),
    inside('inside $batch, depending on a read', (item) => [read, { ...item, dependsOn: ['other'] }]),
    inside('inside $batch, beside a refused update', (item) => [written({ [flipped]: [7] }), item]),
    inside('inside $batch, after another update', (item) => [
      written([nudge(31), nudge(30)].find((members) => !repeats(item, members)) ?? nudge(31)),
      { ...item, dependsOn: ['other'] },
    ]),
  ];
};

/** Whether a request sets all members of an update to what the update sets: it would not show that one of them is lost. */
const repeats = ({ body }: Item, members: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(members).every(
    ([name, value]) => JSON.stringify((body as Item | undefined)?.[name]) === JSON.stringify(value),
  );
