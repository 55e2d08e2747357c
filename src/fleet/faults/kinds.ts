/** Faults in one kind of value that appear in one context: values of other kinds are checked and stored there. */
import { applied, isCarriedOut, type Call, type Make } from './behaviour';
import { behind, charsetGiven, inside, isSpacious, reading, withBody } from './contexts';
import { isUpdate, without, type Members } from './updates';

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

const behindWrite = behind(
  (call, response) => isUpdate(call) && isCarriedOut(response, call),
  (call) => ({ body: JSON.stringify(prioritised(call.json)) }),
);

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
  'in-batch-flag-dropped': inside((item) => withBody(item, flagged)),
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
};
