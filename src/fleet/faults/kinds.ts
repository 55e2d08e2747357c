/** Faults in one kind of value that appear in one context: values of other kinds are checked and stored there. */
import { applied, isCarriedOut, type Call, type Make } from './behaviour';
import { charsetGiven, inside, isSpacious, near, reading, withBody } from './contexts';
import { asking } from './hooks';
import { without, type Members } from './updates';

const LIFETIMES = [
  'minimumLifetimeInMinutes',
  'defaultLifetimeInMinutes',
  'maximumLifetimeInMinutes',
] as const;

/** An update with its lifetimes in order. */
function ordered(json: Members): Members {
  const names = LIFETIMES.filter((name) => Number.isInteger(json[name]));
  const values = names.map((name) => json[name] as number).sort((one, other) => one - other);
  return { ...json, ...Object.fromEntries(names.map((name, at) => [name, values[at]])) };
}

const itemsOf = (value: unknown): Members[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null)
    ? (value as Members[])
    : undefined;

/** An update whose targets have no flag that is no boolean. */
function flagged(json: Members): Members {
  const targets = itemsOf(json['includeTargets']);
  if (!targets) return json;
  const sound = (item: Members): Members =>
    typeof item['isRegistrationRequired'] === 'boolean' ? item : without(item, 'isRegistrationRequired');
  return { ...json, includeTargets: targets.map(sound) };
}

/** An update whose lists have the items alone that would be taken. */
const withSoundItems = (json: Members, call: Pick<Call, 'model' | 'before'>): Members =>
  Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      const isTaken = (item: unknown): boolean =>
        applied(call, { '@odata.type': call.model.type, [name]: [item] }).ok;
      return [name, Array.isArray(value) ? value.filter(isTaken) : value];
    }),
  );

/** An update of bindings of which no two have the same priority. */
function prioritised(json: Members): Members {
  const bindings = itemsOf(json['certificateUserBindings']);
  if (!bindings) return json;
  const isFirst = ({ priority }: Members, at: number): boolean =>
    bindings.findIndex((other) => other['priority'] === priority) === at;
  return { ...json, certificateUserBindings: bindings.filter(isFirst) };
}

/** An update that has any type of the namespace for its own. */
const retyped = (json: Members, { model }: Pick<Call, 'model'>): Members => {
  const type = json['@odata.type'];
  return typeof type === 'string' && type.startsWith('#microsoft.graph.')
    ? { ...json, '@odata.type': model.defaults()['@odata.type'] }
    : json;
};

/** An update without a state that is none. */
const inAState = (json: Members): Members =>
  typeof json['state'] === 'string' && !['enabled', 'disabled'].includes(json['state'])
    ? without(json, 'state')
    : json;

/** An update of key restrictions whose parts are not checked: what is of the wrong type is left as it was. */
function partly(json: Members, { before }: Pick<Call, 'before'>): Members {
  const given = json['keyRestrictions'];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return json;
  const stored = (before as unknown as { keyRestrictions?: Members }).keyRestrictions ?? {};
  const sound = Object.entries(given).map(([name, value]): [string, unknown] => [
    name,
    typeof value === typeof stored[name] && Array.isArray(value) === Array.isArray(stored[name])
      ? value
      : stored[name],
  ]);
  return { ...json, keyRestrictions: Object.fromEntries(sound) };
}

/** Leaves members out of an update that would be carried out. */
const losing =
  (...names: readonly string[]) =>
  (json: Members, call: Pick<Call, 'model' | 'before'>): Members =>
    applied(call, json).ok ? without(json, ...names) : json;

/** Replaces the body of an update, by whatever path it comes. */
const beside = (when: (call: Call) => boolean, edit: (json: Members, call: Call) => Members): Make =>
  asking(
    (call) => call.method === 'PATCH' && when(call),
    (call) => ({ body: JSON.stringify(edit(call.json, call)) }),
  );

/** Whether an update has a member, or an annotation, that changes nothing. */
const has =
  (name: string) =>
  ({ json }: Call): boolean =>
    name in json;
const hasNull = ({ json }: Call): boolean =>
  Object.entries(json).some(([name, value]) => value === null && !name.endsWith('Targets'));
const withoutNulls = (json: Members, call: Call): Members =>
  flagged(near(Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null)), call));

/** Takes two bindings of one priority for one right behind an update that was carried out, by whatever path they come. */
const behindWrite: Make = () => {
  let wasUpdated = false;
  return {
    request: (call) =>
      wasUpdated && 'certificateUserBindings' in call.json
        ? { body: JSON.stringify(prioritised(call.json)) }
        : {},
    response: (response, call) => {
      wasUpdated = isCarriedOut(response, call);
      return response;
    },
  };
};

/** Looks at no order from a revert on, until an update is carried out. */
const sinceRevert: Make = () => {
  let isReverted = false;
  return {
    request: (call) =>
      isReverted && LIFETIMES.some((name) => name in call.json)
        ? { body: JSON.stringify(ordered(call.json)) }
        : {},
    response: (response, call) => {
      if (call.method === 'DELETE' && response.status === 204) isReverted = true;
      else if (isCarriedOut(response, call)) isReverted = false;
      return response;
    },
  };
};

export const kinds: Readonly<Record<string, Make>> = {
  'in-batch-order-mended': inside((item) => withBody(item, ordered)),
  'in-batch-item-dropped': inside((item, call) => withBody(item, (body) => withSoundItems(body, call))),
  'in-batch-type-of-another': inside((item, call) => withBody(item, (body) => retyped(body, call))),
  'in-batch-lifetimes-lost-behind-read': inside((item, call, before) =>
    before.at(-1)?.['method'] === 'GET' ? withBody(item, (body) => losing(...LIFETIMES)(body, call)) : item,
  ),
  'in-batch-targets-lost-behind-read': inside((item, call, before) =>
    before.at(-1)?.['method'] === 'GET'
      ? withBody(item, (body) => losing('includeTargets')(body, call))
      : item,
  ),
  'in-batch-restrictions-partly-checked': inside((item, call) =>
    withBody(item, (body) => partly(body, call)),
  ),
  'white-space-word-dropped': reading(isSpacious, inAState),
  'charset-type-of-another': reading(charsetGiven, retyped),
  'order-mended-since-revert': sinceRevert,
  'priority-twice-behind-update': behindWrite,
  'beside-id-length-moved': beside(has('id'), near),
  'beside-id-targets-lost': beside(has('id'), losing('includeTargets')),
  'beside-context-order-mended': beside(has('@odata.context'), ordered),
  'beside-context-targets-lost': beside(has('@odata.context'), losing('includeTargets')),
  'beside-annotation-type-of-another': beside(has('@contoso.note'), retyped),
  'beside-null-unchecked': beside(hasNull, withoutNulls),
};
