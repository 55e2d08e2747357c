import { TOKENS, changed, refused, rewritten, type Call, type Mutation } from '../mutant';
import type { MutationCase } from './mutation';

const readOnly = ({ headers }: Call): boolean =>
  headers.get('authorization') === `Bearer ${TOKENS.tokenReadOnly}`;

/** A request that is taken as one with the full token. */
const trusts = (condition: (call: Call) => boolean): Mutation => ({
  request: (call) => {
    if (condition(call)) call.headers.set('authorization', `Bearer ${TOKENS.token}`);
    return { headers: call.headers };
  },
});

/** The answers inside a batch, edited. */
const batched = (edit: (responses: Record<string, unknown>[]) => unknown): Mutation => ({
  response: (response, { path }) =>
    path.endsWith('$batch') && response.status === 200
      ? rewritten(response, (json) => ({ responses: edit(json['responses'] as Record<string, unknown>[]) }))
      : response,
});

export const AUTHORIZATION: readonly MutationCase[] = [
  {
    name: 'sends a 401 without a challenge',
    breaks: 'AUT-401',
    check: 'authorization/challenge',
    mutation: { response: (response) => changed(response, { headers: { 'www-authenticate': null } }) },
    actual: 'no WWW-Authenticate',
  },
  {
    name: 'sends a 401 with a challenge of another scheme',
    breaks: 'AUT-401',
    check: 'authorization/challenge',
    mutation: {
      response: (response) =>
        response.status === 401
          ? changed(response, { headers: { 'www-authenticate': 'Basic realm="graph"' } })
          : response,
    },
    actual: 'Basic realm="graph"',
  },
  {
    name: 'answers 403 where there is no token',
    breaks: 'AUT-401',
    check: 'authorization/challenge',
    mutation: {
      response: (response) => (response.status === 401 ? changed(response, { status: 403 }) : response),
    },
    actual: '403 Forbidden',
  },
  {
    name: 'wants no Authorization',
    breaks: 'AUT-401',
    check: 'authorization/challenge',
    mutation: trusts(({ headers }) => !headers.get('authorization')),
    actual: '204 No Content',
  },
  {
    name: 'takes the token without its scheme',
    breaks: 'AUT-401',
    check: 'authorization/challenge',
    mutation: trusts(({ headers }) => headers.get('authorization') === TOKENS.token),
    actual: '204 No Content',
  },
  {
    name: 'refuses the scheme in lower case',
    breaks: 'AUT-401',
    check: 'authorization/scheme-case',
    mutation: {
      request: (call) =>
        call.headers.get('authorization')?.startsWith('bearer ')
          ? refused(call, 401, 'Which scheme?', { 'WWW-Authenticate': 'Bearer' })
          : {},
    },
    actual: '401 Unauthorized',
    weight: 'deviates',
  },
  {
    name: 'lets a token write that may only read',
    breaks: 'AUT-403',
    check: 'authorization/permission',
    mutation: trusts((call) => call.method === 'PATCH' && readOnly(call)),
    actual: '204 No Content',
  },
  {
    name: 'lets a token revert that may only read',
    breaks: 'AUT-403',
    check: 'authorization/permission',
    mutation: trusts((call) => call.method === 'DELETE' && readOnly(call)),
    actual: '204 No Content',
  },
  {
    name: 'answers 401 where the permission is missing',
    breaks: 'AUT-403',
    check: 'authorization/permission',
    mutation: {
      response: (response) =>
        response.status === 403
          ? changed(response, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } })
          : response,
    },
    actual: '401 Unauthorized',
  },
  {
    name: 'refuses a read to a token that may read',
    breaks: 'AUT-READ',
    check: 'authorization/read-permission',
    mutation: { request: (call) => (call.method === 'GET' && readOnly(call) ? refused(call, 403) : {}) },
    actual: '403 Forbidden',
  },
  {
    name: 'answers a batch with 207',
    breaks: 'BAT-OUTER',
    check: 'batch/outer',
    mutation: {
      response: (response, { path }) =>
        path.endsWith('$batch') ? changed(response, { status: 207 }) : response,
    },
    actual: /^207/,
  },
  {
    name: 'answers 200 to an update inside a batch',
    breaks: 'BAT-OUTER',
    check: 'batch/outer',
    mutation: batched((responses) =>
      responses.map((response) => (response['status'] === 204 ? { ...response, status: 200 } : response)),
    ),
    actual: '200',
  },
  {
    name: 'answers 400 to what depends on a failure inside a batch',
    breaks: 'BAT-OUTER',
    check: 'batch/outer',
    mutation: batched((responses) =>
      responses.map((response) => (response['status'] === 424 ? { ...response, status: 400 } : response)),
    ),
    actual: '400',
  },
  {
    name: 'leaves an answer out of a batch',
    breaks: 'BAT-OUTER',
    check: 'batch/outer',
    mutation: batched((responses) => responses.slice(1)),
    actual: 'none',
  },
  {
    name: 'refuses batches',
    breaks: 'BAT-OUTER',
    check: 'batch/outer',
    mutation: { request: (call) => (call.path.endsWith('$batch') ? refused(call, 404) : {}) },
    actual: '404 Not Found',
  },
];
