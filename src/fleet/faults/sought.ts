/** Faults in values, lists and names that a run meets only where it looks for them: between bounds, far beyond them, below others. */
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import type { PolicyStore } from '../../provider/store';
import { isMembers } from '../../exchanges/body';
import { NO_OBJECT, type Call, type Make } from './behaviour';
import { asking } from './hooks';
import { behindRefusal, behindUpdate, readingAs, refusing, without, type Members } from './updates';

type Item = Record<string, unknown>;

const storedIn = (store: PolicyStore): Item => store.get() as unknown as Item;

const itemsOf = (value: unknown): Members[] => (Array.isArray(value) ? value.filter(isMembers) : []);

/** Edits what an update stores: a copy of the policy, in place. */
const edited = (edit: (policy: Item, call: Call) => void): Make =>
  behindUpdate((store, call) => {
    const policy = structuredClone(storedIn(store));
    edit(policy, call);
    store.set(policy as unknown as PolicyConfiguration);
  });

/** Takes a number that lies in a range far beyond the upper bound for that bound. */
const movedFromAfar = (name: string, from: number, to: number, bound: number): Make =>
  readingAs((json) => {
    const value = Number(json[name]);
    return value >= from && value <= to ? { ...json, [name]: bound } : undefined;
  });

/** An object below a policy. */
const below = (policy: Members, ...names: readonly string[]): Item =>
  names.reduce<unknown>((value, name) => (isMembers(value) ? value[name] : undefined), policy) as Item;

/** What an update sends below its members; none where it sends nothing there. */
const sentBelow = (json: Members, ...names: readonly string[]): Members =>
  (below(json, ...names) as Members | undefined) ?? NO_OBJECT;

const FEATURES = ['displayAppInformationRequiredState', 'displayLocationInformationRequiredState'];

const NUMBERS: Readonly<Record<string, Make>> = {
  'sought-one-length-lost': asking(
    ({ method, json }) => method === 'PATCH' && json['defaultLength'] === 27,
    ({ json }) => ({ body: JSON.stringify({ ...json, defaultLength: 26 }) }),
  ),
  'sought-exponents-above-three': asking(
    ({ method, body }) => method === 'PATCH' && /:[\d.]+e[4-9]/.test(body),
    ({ body }) => ({ body: body.replaceAll(/(:[\d.]+)e[4-9]/g, '$1e3') }),
  ),
  'sought-lifetimes-in-weeks': edited((policy) => {
    const days = Number(policy['standardQRCodeLifetimeInDays']);
    if (days > 300 && days < 365) policy['standardQRCodeLifetimeInDays'] = Math.floor(days / 7) * 7;
  }),
  'sought-length-from-afar': movedFromAfar('defaultLength', 60, 99, 48),
  'sought-lifetime-from-afar': movedFromAfar('standardQRCodeLifetimeInDays', 397, 730, 395),
  'sought-priority-of-a-byte': refusing(({ json }) =>
    itemsOf(json['certificateUserBindings']).some(({ priority }) => Number(priority) > 255),
  ),
  'sought-priorities-renumbered': edited((policy) => {
    const bindings = itemsOf(policy['certificateUserBindings']);
    const sorted = bindings.toSorted((one, other) => Number(one['priority']) - Number(other['priority']));
    policy['certificateUserBindings'] = bindings.map((binding) => ({
      ...binding,
      priority: bindings.length > 1 ? sorted.indexOf(binding) + 1 : binding['priority'],
    }));
  }),
};

const TEXTS: Readonly<Record<string, Make>> = {
  'sought-keys-in-capitals-dropped': edited((policy) => {
    const keys = below(policy, 'keyRestrictions');
    keys['aaGuids'] = (keys['aaGuids'] as string[]).filter((key) => key === key.toLowerCase());
  }),
  'sought-keys-twice-emptied': edited((policy) => {
    const keys = below(policy, 'keyRestrictions');
    const all = keys['aaGuids'] as string[];
    if (new Set(all).size < all.length) keys['aaGuids'] = [];
  }),
  'sought-keys-behind-unchecked': readingAs((json) => {
    const keys = sentBelow(json, 'keyRestrictions');
    const all: unknown = keys['aaGuids'];
    if (!Array.isArray(all) || typeof all[0] !== 'string') return undefined;
    const sound: unknown[] = all.filter((key) => typeof key === 'string');
    return { ...json, keyRestrictions: { ...keys, aaGuids: sound } };
  }),
  'sought-identifiers-cut': edited((policy) => {
    for (const rule of below(policy, 'authenticationModeConfiguration')['rules'] as Item[])
      rule['identifier'] = String(rule['identifier']).slice(0, 256);
  }),
  'sought-rules-of-one-identifier': edited((policy) => {
    const mode = below(policy, 'authenticationModeConfiguration');
    const rules = itemsOf(mode['rules']);
    const names = rules.map(({ identifier }) => identifier);
    mode['rules'] = rules.filter(({ identifier }, at) => names.indexOf(identifier) === at);
  }),
  'sought-default-over-disabled': edited((policy, { json, before }) => {
    const name = 'allowExternalIdToUseEmailOtp';
    const was = (before as unknown as Members)[name];
    if (json[name] === 'default' && was === 'disabled') policy[name] = was;
  }),
};

const NESTED: Readonly<Record<string, Make>> = {
  'sought-features-swapped': edited((policy, { json }) => {
    for (const name of FEATURES) {
      const { includeTarget, excludeTarget } = sentBelow(json, 'featureSettings', name);
      if (!isMembers(includeTarget) || !isMembers(excludeTarget) || includeTarget['id'] === 'all_users')
        continue;
      Object.assign(below(policy, 'featureSettings', name), {
        includeTarget: excludeTarget,
        excludeTarget: includeTarget,
      });
    }
  }),
  'sought-features-in-capitals-passed-over': readingAs((json) => {
    const settings = json['featureSettings'];
    if (!isMembers(settings)) return undefined;
    const others = Object.keys(settings).filter((name) => /^[A-Z]/.test(name));
    return others.length > 0 ? without(json, 'featureSettings') : undefined;
  }),
  'sought-feature-ids-as-texts': readingAs((json) => {
    const settings = json['featureSettings'];
    if (!isMembers(settings)) return undefined;
    const text = JSON.stringify(settings).replaceAll(
      /("excludeTarget":\{[^{}]*"id":)(\d+)/g,
      (_, front: string, digits: string) => `${front}"${digits}"`,
    );
    return { ...json, featureSettings: JSON.parse(text) as unknown };
  }),
  'sought-campaign-users-as-groups': edited((policy) => {
    const campaign = below(policy, 'registrationEnforcement', 'authenticationMethodsRegistrationCampaign');
    for (const target of campaign['includeTargets'] as Item[]) target['targetType'] = 'group';
  }),
  'sought-version-taken-beside': edited((policy, { json }) => {
    if (typeof json['policyVersion'] === 'string' && 'registrationEnforcement' in json)
      policy['policyVersion'] = json['policyVersion'];
  }),
};

const LISTS: Readonly<Record<string, Make>> = {
  'sought-mode-of-the-first': edited((policy) => {
    const [first, ...others] = policy['includeTargets'] as Item[];
    for (const target of others) target['authenticationMode'] = first?.['authenticationMode'];
  }),
  'sought-sign-in-of-groups': edited((policy) => {
    for (const target of policy['includeTargets'] as Item[])
      if (target['id'] !== 'all_users') target['isUsableForSignIn'] = true;
  }),
  'sought-excluded-fall-out': edited((policy, { json }) => {
    const ids = itemsOf(json['excludeTargets']).map(({ id }) => id);
    const left = itemsOf(policy['includeTargets']).filter(
      ({ id }) => id === 'all_users' || !ids.includes(id),
    );
    policy['includeTargets'] = left;
  }),
  'sought-excluded-while-off-cut': edited((policy, { json }) => {
    const excluded = json['excludeTargets'];
    if (json['state'] === 'disabled' && Array.isArray(excluded) && excluded.length === 2)
      policy['excludeTargets'] = excluded.slice(0, 1);
  }),
  'sought-state-of-a-sibling': behindRefusal((store, { json: { '@odata.type': type, state }, model }) => {
    const isOfSibling =
      typeof type === 'string' && type.startsWith('#microsoft.graph.') && type !== model.type;
    if (isOfSibling && (state === 'enabled' || state === 'disabled')) store.set({ ...store.get(), state });
  }),
};

export const sought: Readonly<Record<string, Make>> = { ...NUMBERS, ...TEXTS, ...NESTED, ...LISTS };
