/** Faults in which one member, list item or batch request affects the next one. */
import { applied, changed, refused, rewritten, type Call, type Make } from './behaviour';
import { answering, asking, isBatch, isReader, jsonIn } from './hooks';
import { isMembers } from '../../exchanges/body';
import { behindUpdate, isUpdate, readingAs, refusing, sameJson, without, type Members } from './updates';
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';

type Item = Record<string, unknown>;

/** Edits all items of a list but the first. */
const behindFirst = (json: Members, name: string, edit: (item: Item) => Item): Members | undefined => {
  const list = json[name];
  if (!Array.isArray(list) || list.length < 2) return undefined;
  const edited = list.map((item: unknown, at) => (at > 0 && isMembers(item) ? edit({ ...item }) : item));
  return sameJson(edited, list) ? undefined : { ...json, [name]: edited };
};

/** Edits the numbers of an update. */
const numbers =
  (edit: (value: number) => number) =>
  (json: Members): Members | undefined => {
    const edited = Object.fromEntries(
      Object.entries(json).map(([name, value]) => [name, typeof value === 'number' ? edit(value) : value]),
    );
    return sameJson(edited, json) ? undefined : edited;
  };

const STATES = ['enabled', 'disabled'];
const MODES = ['x509CertificateSingleFactor', 'x509CertificateMultiFactor'];
const LIST = 'excludeTargets';

const MEMBERS: Readonly<Record<string, Make>> = {
  'neighbour-own-length-resets-once': behindUpdate((store, { json, before }) => {
    if (json['defaultLength'] === before.defaultLength && !('isUsableOnce' in json))
      store.set({ ...store.get(), isUsableOnce: false });
  }),
  'neighbour-own-state-empties-exclude': behindUpdate((store, { json, before }) => {
    if (json['state'] === before.state && !(LIST in json)) store.set({ ...store.get(), excludeTargets: [] });
  }),
  'neighbour-lifetimes-lose-once': behindUpdate((store, { json, before }) => {
    if ('maximumLifetimeInMinutes' in json && 'isUsableOnce' in json && !('defaultLength' in json))
      store.set({ ...store.get(), isUsableOnce: before.isUsableOnce });
  }),
  'neighbour-once-raises-length': behindUpdate((store, { json }) => {
    const policy = store.get();
    if (json['isUsableOnce'] === true && !('defaultLength' in json) && policy.defaultLength < 10)
      store.set({ ...policy, defaultLength: 10 });
  }),
  'neighbour-exclude-shortens-include': () => {
    let wasIncluded = false;
    return {
      response: (response, call, store) => {
        if (!isUpdate(call) || response.status >= 300) return response;
        const policy = store.get();
        if (wasIncluded && LIST in call.json && !('includeTargets' in call.json))
          store.set({ ...policy, includeTargets: policy.includeTargets.slice(0, 1) });
        wasIncluded = 'includeTargets' in call.json;
        return response;
      },
    };
  },
  'neighbour-stranger-resets-once': readingAs((json, { model }) => {
    const known = Object.keys(model.defaults()).map((name) => name.toLowerCase());
    const strangers = Object.keys(json).filter(
      (name) => !name.includes('@') && !known.includes(name.toLowerCase()),
    );
    return strangers.length > 0 ? { isUsableOnce: false, ...without(json, ...strangers) } : undefined;
  }),
  'names-in-lower-case-dropped': readingAs((json, { model }) => {
    const lost = Object.keys(model.defaults())
      .map((name) => name.toLowerCase())
      .filter((name) => !(name in model.defaults()));
    const kept = without(json, ...lost);
    return sameJson(kept, json) ? undefined : kept;
  }),
};

const VALUES: Readonly<Record<string, Make>> = {
  'types-sign-dropped': readingAs(numbers(Math.abs)),
  'types-state-by-place': readingAs((json) => {
    const state = STATES[json['state'] as number];
    return typeof json['state'] === 'number' && state !== undefined ? { ...json, state } : undefined;
  }),
  'types-state-begins-right': readingAs((json) => {
    const given = json['state'];
    const state =
      typeof given === 'string' && STATES.find((each) => given !== each && given.startsWith(each));
    return state ? { ...json, state } : undefined;
  }),
  'types-kind-of-first-alone': readingAs((json) =>
    behindFirst(json, 'includeTargets', (item) =>
      'targetType' in item && item['targetType'] !== 'user' ? { ...item, targetType: 'group' } : item,
    ),
  ),
  'types-flag-of-first-alone': readingAs((json) =>
    behindFirst(json, 'includeTargets', (item) =>
      typeof item['isRegistrationRequired'] === 'number' ? { ...item, isRegistrationRequired: true } : item,
    ),
  ),
  'types-name-without-namespace': readingAs((json, { model }) => {
    const type = String((model.defaults() as Partial<PolicyConfiguration>)['@odata.type'] ?? '');
    return json['@odata.type'] === type.replace(/^#.*\./, '#') ? { ...json, '@odata.type': type } : undefined;
  }),
  'collections-rule-mode-of-first': readingAs((json) => {
    const modes = json['authenticationModeConfiguration'];
    if (!isMembers(modes)) return undefined;
    const edited = behindFirst(modes, 'rules', (rule) => {
      const [first] = modes['rules'] as Item[];
      const name = 'x509CertificateAuthenticationMode';
      return MODES.includes(String(rule[name])) ? { ...rule, [name]: first?.[name] } : rule;
    });
    return edited && { ...json, authenticationModeConfiguration: edited };
  }),
  'annotation-in-item-refused': refusing(({ json }) =>
    Object.values(json).some(
      (list) =>
        Array.isArray(list) &&
        list.some((item) => isMembers(item) && Object.keys(item).some((name) => name.includes('@'))),
    ),
  ),
  'feature-exclusion-of-first': readingAs((json) => {
    const features = json['featureSettings'];
    if (!isMembers(features)) return undefined;
    const [first, ...others] = Object.entries(features);
    const excluded = isMembers(first?.[1]) ? first[1]['excludeTarget'] : undefined;
    if (excluded === undefined) return undefined;
    const edited = others.map(([name, feature]) => [
      name,
      isMembers(feature) && 'excludeTarget' in feature ? { ...feature, excludeTarget: excluded } : feature,
    ]);
    return { ...json, featureSettings: Object.fromEntries([first as [string, unknown], ...edited]) };
  }),
};

/** Edits each request of a batch, given the requests before it. */
const asked = (edit: (item: Item, call: Call, before: readonly Item[]) => Item): Make =>
  asking(isBatch, (call) => {
    const { requests } = (jsonIn(call.body) ?? {}) as { requests?: Item[] };
    if (!Array.isArray(requests) || !requests.every(isMembers)) return {};
    const edited = requests.map((item, at) => edit(item as Item, call, requests.slice(0, at)));
    return { body: JSON.stringify({ requests: edited }) };
  });

/** Runs after a batch was answered, for each request and its answer. */
const behindEach = (
  edit: (item: Item, status: unknown, call: Call, set: (json: Members) => void) => void,
): Make =>
  answering(
    (response, call) => isBatch(call) && response.status === 200,
    async (response, call, store) => {
      const { requests } = (jsonIn(call.body) ?? {}) as { requests: Item[] };
      const { responses } = (await response.clone().json()) as { responses: Item[] };
      const set = (json: Members): void => {
        const result = applied({ model: call.model, before: store.get() }, json);
        if (result.ok) store.set(result.next);
      };
      for (const item of requests)
        edit(item, responses.find(({ id }) => id === item['id'])?.['status'], call, set);
      return response;
    },
  );

const bodyOf = ({ body }: Item): Members => (isMembers(body) ? body : {});
const mayWrite = (call: Call): boolean =>
  /^bearer ./i.test(call.headers.get('authorization') ?? '') && !isReader(call);

const BATCHES: Readonly<Record<string, Make>> = {
  'batch-424-carried-out': behindEach((item, status, call, set) => {
    if (status === 424 && item['method'] === 'PATCH' && mayWrite(call)) set(bodyOf(item));
  }),
  'batch-refusal-stores-state': behindEach((item, status, call, set) => {
    const { '@odata.type': type, state } = bodyOf(item);
    if (status === 400 && item['method'] === 'PATCH' && STATES.includes(String(state)) && mayWrite(call))
      set({ '@odata.type': type, state });
  }),
  'batch-first-dependency-alone': asked((item) =>
    Array.isArray(item['dependsOn']) ? { ...item, dependsOn: item['dependsOn'].slice(0, 1) } : item,
  ),
  'batch-content-type-in-capitals': asked((item) => {
    const { 'content-type': lower, ...headers } = (item['headers'] ?? {}) as Item;
    return lower === undefined ? item : { ...item, headers };
  }),
  'batch-exclude-appended': asked((item, { before }) => {
    const list = bodyOf(item)[LIST];
    const ids = Array.isArray(list) ? list.map((each: Item) => each['id']) : [];
    const others = before.excludeTargets.filter(({ id }) => !ids.includes(id));
    return Array.isArray(list) && list.length > 0 && others.length > 0
      ? { ...item, body: { ...bodyOf(item), [LIST]: [...(list as Item[]), ...others] } }
      : item;
  }),
  'batch-404-as-text': answering(
    (response, call) => isBatch(call) && response.status === 200,
    (response) =>
      rewritten(response, ({ responses }) => ({
        responses: (responses as Item[]).map((each) =>
          each['status'] === 404 ? { ...each, body: JSON.stringify(each['body']) } : each,
        ),
      })),
  ),
};

const FORMS: Readonly<Record<string, Make>> = {
  'json-line-end-refused': asking(
    (call) => isUpdate(call) && /\n$/.test(call.body),
    (call) => refused(call),
  ),
  'preferences-of-nobody-refused': asking(
    ({ headers }) => /contoso/.test(headers.get('prefer') ?? ''),
    (call) => refused(call),
  ),
  'accept-first-alone': asking(
    ({ headers }) => /^(?!application\/json|\*\/\*)[^,]+,/i.test(headers.get('accept') ?? ''),
    (call) => refused(call, 406),
  ),
  'reset-example-key-does-nothing': () => ({
    response: (response, { method, path, model, before }, store) => {
      const isOther = method === 'DELETE' && !path.endsWith(model.key) && /\/[a-z][^/%]*$/.test(path);
      if (isOther && response.status === 204) store.set(before);
      return response;
    },
  }),
  'reads-of-reader-kept': () => {
    let first: string | undefined;
    return {
      response: (response, call) =>
        call.method === 'GET' && response.status === 200 && isReader(call)
          ? changed(response, { text: (text) => (first ??= text) })
          : response,
    };
  },
  'challenge-unclosed': answering(
    ({ status }) => status === 401,
    (response) => {
      response.headers.set('WWW-Authenticate', 'Bearer realm="graph, error=invalid_token');
      return response;
    },
  ),
};

export const neighbours: Readonly<Record<string, Make>> = { ...MEMBERS, ...VALUES, ...BATCHES, ...FORMS };
