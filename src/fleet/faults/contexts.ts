/** Faults that appear only in one context; the plain request is answered correctly. */
import {
  applied,
  changed,
  done,
  isCarriedOut,
  refused,
  rewritten,
  type Behaviour,
  type Call,
  type Changes,
  type Make,
} from './behaviour';
import { answering, asking, isBatch, isReader, jsonIn, withFields } from './hooks';
import { isUpdate, type Members } from './updates';
import { testToken, WRITE_SCOPE } from '../../provider/tokens';

type Item = Record<string, unknown>;

type Tried = Pick<Call, 'model' | 'before'>;

/** Whether an update would be accepted. */
const isTaken = (call: Tried, json: Members): boolean => applied(call, json).ok;

/** An update without the numbers that are out of range. */
export function near(json: Members, call: Tried): Members {
  if (!('defaultLength' in json) || isTaken(call, json)) return json;
  const type = { '@odata.type': json['@odata.type'] };
  const kept = Object.entries(json).filter(
    ([name, value]) => !Number.isInteger(value) || isTaken(call, { ...type, [name]: value }),
  );
  const edited = Object.fromEntries(kept);
  // If lifetimes are out of order, none of them can stay.
  return isTaken(call, edited)
    ? edited
    : Object.fromEntries(kept.filter(([, value]) => !Number.isInteger(value)));
}

/** Replaces the body of an update in one context. */
export const reading = (when: (call: Call) => boolean, edit: (json: Members, call: Call) => Members): Make =>
  asking(
    (call) => isUpdate(call) && Object.keys(call.json).length > 0 && when(call),
    (call) => ({ body: JSON.stringify(edit(call.json, call)) }),
  );

/** Drops out-of-range numbers in one context. */
const unchecked = (when: (call: Call) => boolean): Make => reading(when, near);

/** Replaces each request inside $batch. */
export const inside = (edit: (item: Item, call: Call, before: readonly Item[]) => Item): Make =>
  asking(isBatch, (call): Changes => {
    const { requests } = (jsonIn(call.body) ?? {}) as { requests?: Item[] };
    if (!Array.isArray(requests)) return {};
    const edited = requests.map((item, at) => edit(item, call, requests.slice(0, at)));
    return { body: JSON.stringify({ requests: edited }) };
  });

const bodyOf = ({ body }: Item): Members =>
  typeof body === 'object' && body !== null ? (body as Members) : {};
export const withBody = (item: Item, edit: (body: Members) => Members): Item =>
  item['method'] === 'PATCH' && item['body'] !== undefined ? { ...item, body: edit(bodyOf(item)) } : item;
/** Answers a valid update with success, and changes nothing. */
const lost = (item: Item, call: Call): Item =>
  withBody(item, (body) => (isTaken(call, body) ? { '@odata.type': body['@odata.type'] } : body));

/** Edits each answer inside $batch. */
const answered = (edit: (response: Item) => Item): Make =>
  answering(
    (response, call) => isBatch(call) && response.status === 200,
    (response) => rewritten(response, ({ responses }) => ({ responses: (responses as Item[]).map(edit) })),
  );

const trusted = (when: (call: Call) => boolean): Make =>
  asking(when, ({ headers }) => {
    headers.set('authorization', `Bearer ${testToken(WRITE_SCOPE)}`);
    return { headers };
  });

const given = ({ headers }: Call, name: string): string => headers.get(name) ?? '';
const says =
  (name: string, pattern: RegExp) =>
  (call: Call): boolean =>
    pattern.test(given(call, name));
const is =
  (method: string) =>
  (call: Call): boolean =>
    call.method === method;
const refusing = (
  when: (call: Call) => boolean,
  status: number,
  headers: Record<string, string> = {},
): Make => asking(when, (call) => refused(call, status, 'Not in this way.', headers));

const exampleKeyOf = ({ model: { key } }: Call): string =>
  key.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
const byExampleKey = (call: Call): boolean => call.path.endsWith(`/${exampleKeyOf(call)}`);
const isEncoded = ({ path }: Call): boolean => /%[0-9a-f]{2}/i.test(path.replace(/%24batch$/i, ''));
const isChunked = says('transfer-encoding', /chunked/i);
export const charsetGiven = says('content-type', /charset/i);
const isEscaped = ({ body }: Call): boolean => body.includes('\\u00');
export const isSpacious = ({ body }: Call): boolean => /^\s/.test(body) && body.length < 20_000;

/** Applies a fault only if the previous request meets a condition. */
function behind(
  is: (call: Call, response: Response) => boolean,
  then: (call: Call) => Changes | Response,
): Make {
  return (): Behaviour => {
    let was = false;
    return {
      request: (call) => (was && isUpdate(call) ? then(call) : {}),
      response: (response, call) => {
        was = is(call, response);
        return response;
      },
    };
  };
}

const moved = (call: Call): Changes =>
  '@odata.type' in call.json ? { body: JSON.stringify(near(call.json, call)) } : {};

const BATCH: Readonly<Record<string, Make>> = {
  'in-batch-length-moved': inside((item, call) => withBody(item, (body) => near(body, call))),
  'in-batch-type-guessed': inside((item, { model }) =>
    withBody(item, (body) => ({ '@odata.type': model.defaults()['@odata.type'], ...body })),
  ),
  'in-batch-word-dropped': inside((item) =>
    withBody(item, ({ state, ...body }) =>
      state === undefined || state === 'enabled' || state === 'disabled'
        ? { ...body, ...(state !== undefined && { state }) }
        : body,
    ),
  ),
  // What is no object is refused.
  'in-batch-charset-refused': inside((item) =>
    /charset/i.test(JSON.stringify(item['headers'] ?? {})) ? { ...item, body: 7 } : item,
  ),
  'in-batch-put-taken': inside((item) => (item['method'] === 'PUT' ? { ...item, method: 'PATCH' } : item)),
  'in-batch-second-write-lost': inside((item, call, before) =>
    before.some(({ method, body }) => method === 'PATCH' && isTaken(call, body as Members))
      ? lost(item, call)
      : item,
  ),
  'in-batch-write-lost-behind-read': inside((item, call, before) =>
    before.at(-1)?.['method'] === 'GET' ? lost(item, call) : item,
  ),
  'in-batch-revert-not-done': inside((item) =>
    item['method'] === 'DELETE'
      ? { ...item, method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: undefined }
      : item,
  ),
  'in-batch-key-as-returned-only': inside((item) =>
    typeof item['url'] === 'string' && /\/[a-z][^/]*$/.test(item['url'])
      ? { ...item, url: '/nothing' }
      : item,
  ),
  'in-batch-error-without-message': answered((response) => {
    const { error } = bodyOf(response) as { error?: Item };
    return error ? { ...response, body: { error: { code: error['code'] } } } : response;
  }),
  'in-batch-refusal-is-500': answered((response) =>
    response['status'] === 400 ? { ...response, status: 500 } : response,
  ),
  'batch-needs-no-token': trusted((call) => isBatch(call) && given(call, 'authorization') === ''),
  'batch-takes-basic': trusted((call) => isBatch(call) && /^basic /i.test(given(call, 'authorization'))),
  // To a reader a read is refused as a revert is.
  'batch-reader-may-not-read': inside((item, call) =>
    isReader(call) && item['method'] === 'GET' ? { ...item, method: 'DELETE' } : item,
  ),
  'batch-reader-writes': trusted((call) => isBatch(call) && isReader(call)),
  'batch-escapes-refused': refusing((call) => isBatch(call) && isEscaped(call), 400),
  'batch-chunks-refused': refusing((call) => isBatch(call) && isChunked(call), 400),
};

const METHODS: Readonly<Record<string, Make>> = {
  'read-key-as-returned-only': refusing((call) => is('GET')(call) && byExampleKey(call), 404),
  'revert-key-as-returned-only': refusing((call) => is('DELETE')(call) && byExampleKey(call), 404),
  'read-names-case-sensitive': refusing(
    (call) => is('GET')(call) && !call.path.includes('/policies/') && !isEncoded(call),
    404,
  ),
  'read-takes-basic': trusted((call) => is('GET')(call) && /^basic /i.test(given(call, 'authorization'))),
  'revert-takes-empty-token': trusted(
    (call) => is('DELETE')(call) && /^bearer\s*$/i.test(given(call, 'authorization')),
  ),
  'read-takes-any-token': trusted(
    (call) => is('GET')(call) && /^bearer [\w-]{20,}$/i.test(given(call, 'authorization')),
  ),
  'revert-401-carried-out': answering(
    (response, call) => response.status === 401 && is('DELETE')(call),
    (response, call, store) => {
      store.set(call.model.defaults());
      return response;
    },
  ),
  'revert-401-without-challenge': answering(
    (response, call) => response.status === 401 && is('DELETE')(call),
    withFields({ 'www-authenticate': null }),
  ),
  'put-405-carried-out': answering(
    (response, call) => response.status === 405 && is('PUT')(call),
    (response, call, store) => {
      const result = applied(call, call.json);
      if (result.ok) store.set(result.next);
      return response;
    },
  ),
  'read-error-as-text': answering(
    (response, call) => response.status >= 400 && is('GET')(call),
    (response) => changed(response, { headers: { 'content-type': 'text/plain' }, text: () => 'No.' }),
  ),
};

const isSuccess = (response: Response, call: Call): boolean => is('GET')(call) && response.status === 200;

/** Reads in one form show for ever what the first of them showed. */
const cached =
  (when: (call: Call) => boolean): Make =>
  (): Behaviour => {
    let first: string | undefined;
    return {
      response: async (response, call) => {
        if (!isSuccess(response, call) || !when(call)) return response;
        first ??= await response.clone().text();
        return changed(response, { text: () => first as string });
      },
    };
  };

/** The reads inside $batch show for ever what the first of them showed. */
const cachedInside: Make = () => {
  let first: unknown;
  return answered((response) => {
    if (response['status'] !== 200 || !('id' in bodyOf(response))) return response;
    return { ...response, body: (first ??= response['body']) };
  })();
};

const READS: Readonly<Record<string, Make>> = {
  'read-stale-by-example-key': cached(byExampleKey),
  'read-stale-without-accept': cached(({ headers }) => !headers.has('accept')),
  'read-stale-in-batch': cachedInside,
  'read-id-as-spelt': answering(
    (response, call) => isSuccess(response, call) && byExampleKey(call),
    (response, call) => rewritten(response, (policy) => ({ ...policy, id: `${exampleKeyOf(call)}-1` })),
  ),
};

const FORMS: Readonly<Record<string, Make>> = {
  'encoded-path-404': refusing(isEncoded, 404),
  'example-key-unchecked': unchecked(byExampleKey),
  'escapes-refused': refusing((call) => !isBatch(call) && isEscaped(call), 400),
  'escaped-names-dropped': asking(
    (call) => isUpdate(call) && isEscaped(call),
    (call) => (applied(call, call.json).ok ? done(call) : {}),
  ),
  'white-space-refused': refusing(isSpacious, 400),
  'media-letter-case-refused': refusing(says('content-type', /^Application\/JSON/), 415),
  'media-quoted-charset-refused': refusing(says('content-type', /charset="/i), 415),
  'charset-skips-checks': unchecked(charsetGiven),
  'chunks-refused': refusing(isChunked, 400),
  'chunks-lost': asking(
    (call) => isUpdate(call) && isChunked(call),
    (call) => (applied(call, call.json).ok ? done(call) : {}),
  ),
  'accept-wanted': refusing((call) => given(call, 'accept') === '', 406),
  'any-accept-refused': refusing(says('accept', /^\*\/\*$/), 406),
  'client-request-id-wanted': refusing(
    (call) => given(call, 'client-request-id') === '' && /^bearer ./i.test(given(call, 'authorization')),
    400,
  ),
  'browsers-turned-away': refusing(says('user-agent', /mozilla/i), 403),
};

const HISTORIES: Readonly<Record<string, Make>> = {
  'unchecked-behind-refusal': behind((call, { status }) => isUpdate(call) && status === 400, moved),
  'unchecked-behind-revert': behind((call, { status }) => is('DELETE')(call) && status === 204, moved),
  'unchecked-right-behind-update': behind(
    (call, response) => isUpdate(call) && isCarriedOut(response, call),
    moved,
  ),
  'lost-right-behind-update': behind(
    (call, response) => isUpdate(call) && isCarriedOut(response, call),
    (call) => (applied(call, call.json).ok ? done(call) : {}),
  ),
  'alone-unchecked': unchecked(({ json }) => Object.keys(json).length === 2),
};

export const contexts: Readonly<Record<string, Make>> = {
  ...BATCH,
  ...METHODS,
  ...READS,
  ...FORMS,
  ...HISTORIES,
};
