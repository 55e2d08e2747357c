import { changed, done, refused, rewritten, type Call, type Mutation } from '../mutant';
import { TYPE } from '../../../src/scenarios/states';
import type { MutationCase } from './mutation';

type ErrorBody = { error: Record<string, unknown> };

/** Every error, with another body; those inside a batch stay as they are. */
const errorBody = (edit: (error: ErrorBody['error']) => unknown): Mutation => ({
  response: (response) =>
    response.status < 400 ? response : rewritten(response, (json) => edit((json as ErrorBody).error)),
});

/** An update that is answered 204 and changes nothing. */
const waves = (condition: (call: Call) => boolean): Mutation => ({
  request: (call) => (call.method === 'PATCH' && authorised(call) && condition(call) ? done(call) : {}),
});

const authorised = ({ headers }: Call): boolean =>
  /^bearer .*ReadWrite/i.test(headers.get('authorization') ?? '');

/** An update that gets another answer than a 4xx or 204. */
const answers = (status: number, condition: (call: Call) => boolean): Mutation => ({
  request: (call) => (call.method === 'PATCH' && condition(call) ? refused(call, status) : {}),
});

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

export const ERRORS: readonly MutationCase[] = [
  {
    name: 'sends errors as text',
    breaks: 'ERR-ENVELOPE',
    check: 'errors/envelope',
    mutation: {
      response: (response) =>
        response.status < 400 ? response : changed(response, { headers: { 'content-type': 'text/plain' } }),
    },
    actual: 'text/plain',
  },
  {
    name: 'sends errors as HTML',
    breaks: 'ERR-ENVELOPE',
    check: 'errors/envelope',
    mutation: {
      response: (response) =>
        response.status < 400
          ? response
          : changed(response, { headers: { 'content-type': 'text/html' }, text: () => '<h1>Bad</h1>' }),
    },
    actual: /JSON|html/,
  },
  {
    name: 'sends errors without a body',
    breaks: 'ERR-ENVELOPE',
    check: 'errors/envelope',
    mutation: {
      response: (response) => (response.status < 400 ? response : changed(response, { text: () => '' })),
    },
    actual: /empty/,
  },
  {
    name: 'sends a number as code',
    breaks: 'ERR-ENVELOPE',
    check: 'errors/envelope',
    mutation: errorBody((error) => ({ error: { ...error, code: 400 } })),
    actual: '400',
  },
  {
    name: 'sends no message',
    breaks: 'ERR-ENVELOPE',
    check: 'errors/envelope',
    mutation: errorBody(({ message: _, ...error }) => ({ error })),
    actual: /nothing|missing|absent/,
  },
  {
    name: 'sends errors without `error` around them',
    breaks: 'ERR-ENVELOPE',
    check: 'errors/envelope',
    mutation: errorBody((error) => error),
    actual: /nothing|missing|absent/,
  },
  {
    name: 'sends no innerError',
    breaks: 'ERR-INNER',
    check: 'errors/inner-error',
    mutation: errorBody(({ innerError: _, ...error }) => ({ error })),
    actual: 'nothing',
  },
  {
    name: 'sends an innerError without date',
    breaks: 'ERR-INNER',
    check: 'errors/inner-error',
    mutation: errorBody((error) => ({
      error: { ...error, innerError: { ...(error['innerError'] as object), date: undefined } },
    })),
    actual: /request-id/,
  },
  {
    name: 'sends a code of several words',
    breaks: 'ERR-CODE',
    check: 'errors/code',
    mutation: errorBody((error) => ({ error: { ...error, code: 'Quite bad' } })),
    actual: '"Quite bad"',
  },
  {
    name: 'repeats the token in the message',
    breaks: 'ERR-NOECHO',
    check: 'errors/no-echo',
    mutation: {
      response: (response, { headers }) =>
        response.status < 400
          ? response
          : rewritten(response, (json) => ({
              error: { ...(json as ErrorBody).error, message: `Not with ${headers.get('authorization')}` },
            })),
    },
    actual: 'the token in the body',
  },
  {
    name: 'repeats the token in a header',
    breaks: 'ERR-NOECHO',
    check: 'errors/no-echo',
    mutation: {
      response: (response, { headers }) =>
        response.status < 400 || !headers.get('authorization')
          ? response
          : changed(response, { headers: { 'x-debug': headers.get('authorization') } }),
    },
    actual: 'the token in the header x-debug',
  },
  {
    name: 'takes an empty body',
    breaks: 'ERR-BADJSON',
    check: 'errors/malformed-json',
    mutation: waves(({ body }) => body === ''),
    actual: '204 No Content',
  },
  {
    name: 'takes an array',
    breaks: 'ERR-BADJSON',
    check: 'errors/malformed-json',
    mutation: waves(({ body }) => body.startsWith('[')),
    actual: '204 No Content',
  },
  {
    name: 'fails on malformed JSON',
    breaks: 'ERR-BADJSON',
    check: 'errors/malformed-json',
    mutation: answers(500, ({ body }) => !isJson(body)),
    actual: '500 Internal Server Error',
  },
  {
    name: 'takes any media type',
    breaks: 'ERR-CT',
    check: 'errors/content-type',
    mutation: {
      request: ({ headers }) => {
        headers.set('content-type', 'application/json');
        return { headers };
      },
    },
    actual: '204 No Content',
  },
  {
    name: 'refuses another media type with 422',
    breaks: 'ERR-CT',
    check: 'errors/content-type',
    mutation: answers(422, (call) => authorised(call) && call.headers.get('content-type') === 'text/plain'),
    actual: '422 Unprocessable Entity',
  },
  {
    name: 'takes an update without @odata.type',
    breaks: 'ERR-NOTYPE',
    check: 'errors/missing-type',
    mutation: {
      request: ({ method, body, json }) =>
        method === 'PATCH' && body.startsWith('{') && isJson(body) && !('@odata.type' in json)
          ? { body: JSON.stringify({ '@odata.type': TYPE, ...json }) }
          : {},
    },
    actual: '204 No Content',
  },
  {
    name: "takes a sibling's @odata.type",
    breaks: 'ERR-TYPE',
    check: 'errors/wrong-type',
    mutation: {
      request: ({ method, json }) =>
        method === 'PATCH' && /sms/.test(String(json['@odata.type']))
          ? { body: JSON.stringify({ ...json, '@odata.type': TYPE }) }
          : {},
    },
    actual: '204 No Content',
  },
  {
    name: 'takes a stranger for a state',
    breaks: 'ERR-TYPE',
    check: 'errors/wrong-type',
    mutation: waves(({ json }) => json['state'] === 'stranger'),
    actual: '204 No Content',
  },
  {
    name: 'takes null for a collection',
    breaks: 'ERR-TYPE',
    check: 'errors/wrong-type',
    mutation: waves(({ json }) => json['includeTargets'] === null),
    actual: '204 No Content',
  },
  {
    name: 'takes a fraction for an integer',
    breaks: 'ERR-TYPE',
    check: 'errors/wrong-type',
    mutation: waves(({ json }) => json['defaultLength'] === 12.5),
    actual: '204 No Content',
  },
  {
    name: 'takes a string for a number',
    breaks: 'ERR-TYPE',
    check: 'errors/wrong-type',
    mutation: {
      request: ({ json }) =>
        json['defaultLength'] === '12' ? { body: JSON.stringify({ ...json, defaultLength: 12 }) } : {},
    },
    actual: '204 No Content',
    weight: 'deviates',
  },
  ...(
    [
      ['defaultLength', 7],
      ['defaultLength', 49],
      ['minimumLifetimeInMinutes', 9],
      ['minimumLifetimeInMinutes', 43_201],
      ['maximumLifetimeInMinutes', 9],
      ['maximumLifetimeInMinutes', 43_201],
    ] as const
  ).map(([member, value]): MutationCase => ({
    name: `takes ${value} for ${member} and drops it`,
    breaks: 'ERR-RANGE',
    check: 'errors/range',
    mutation: waves(({ json }) => json[member] === value),
    actual: '204 No Content',
  })),
  {
    name: 'stores a length beyond the range',
    breaks: 'ERR-RANGE',
    check: 'errors/range',
    mutation: {
      request: (call, store) => {
        if (call.method !== 'PATCH' || call.json['defaultLength'] !== 49) return {};
        store.set({ ...call.before, defaultLength: 49 });
        return done(call);
      },
    },
    // It is read again.
    follows: { 'SEM-STATE-RANGE': 'violates' },
    actual: '204 No Content',
  },
  {
    name: 'takes lifetimes out of order and drops them',
    breaks: 'ERR-RANGE',
    check: 'errors/range',
    mutation: waves(
      ({ json }) => Number(json['defaultLifetimeInMinutes']) > Number(json['maximumLifetimeInMinutes']),
    ),
    actual: '204 No Content',
  },
  {
    name: 'fails on a limit against the stored default',
    breaks: 'ERR-STORED',
    check: 'errors/stored-limit',
    mutation: answers(
      500,
      ({ json: { maximumLifetimeInMinutes: maximum, ...rest }, before }) =>
        typeof maximum === 'number' &&
        maximum % 10 === 0 &&
        maximum > 0 &&
        maximum < before.defaultLifetimeInMinutes &&
        !('minimumLifetimeInMinutes' in rest),
    ),
    actual: '500 Internal Server Error',
  },
  {
    name: 'refuses @odata.context',
    breaks: 'ERR-ANNOT',
    check: 'errors/annotations',
    mutation: answers(400, ({ json }) => '@odata.context' in json),
    // A read carries it.
    follows: { 'SEM-ROUNDTRIP': 'violates' },
    actual: '400 Bad Request',
  },
  {
    name: 'refuses annotations of others',
    breaks: 'ERR-ANNOT',
    check: 'errors/annotations',
    mutation: answers(400, ({ json }) => Object.keys(json).some((name) => name.includes('@contoso'))),
    actual: '400 Bad Request',
    weight: 'deviates',
  },
  {
    name: 'takes PUT for PATCH',
    breaks: 'ERR-405',
    check: 'errors/method',
    mutation: { request: ({ method }) => (method === 'PUT' ? { method: 'PATCH' } : {}) },
    actual: '204 No Content',
  },
  {
    name: 'does not say Allow',
    breaks: 'ERR-405',
    check: 'errors/method',
    mutation: { response: (response) => changed(response, { headers: { allow: null } }) },
    actual: 'no Allow',
    weight: 'deviates',
  },
];
