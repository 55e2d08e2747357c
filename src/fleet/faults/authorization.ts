/** Faults in authorization. */
import { applied, changed, done, refused, type Call, type Make } from './behaviour';
import { answering, asking, bare, isReader, isUpdate, withFields } from './hooks';
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import { WRITE_SCOPE, testToken } from '../../provider/tokens';

const given = ({ headers }: Call): string | null => headers.get('authorization');

/** Treats some requests as if their token allowed writes. */
const trusting = (when: (call: Call) => boolean): Make =>
  asking(when, ({ headers }) => {
    headers.set('authorization', `Bearer ${testToken(WRITE_SCOPE)}`);
    return { headers };
  });

/** Whether the part of Authorization that matches a pattern is a token that allows writes. */
const writerIn = (call: Call, pattern: RegExp): boolean =>
  pattern.exec(given(call) ?? '')?.[1] === testToken(WRITE_SCOPE);

const is401 = ({ status }: Response): boolean => status === 401;
const is403 = ({ status }: Response): boolean => status === 403;

/** Refuses an update for its token, and carries it out all the same. */
const carriedOut = (when: (response: Response) => boolean): Make =>
  answering(
    (response, call) => when(response) && isUpdate(call),
    (response, { json, before }, store) => {
      store.set({ ...before, ...(json as Partial<PolicyConfiguration>) });
      return response;
    },
  );

/** Whether an update leaves the policy as it is. */
const hasNoEffect = (call: Call): boolean => {
  const result = applied(call, call.json);
  return result.ok && JSON.stringify(result.next) === JSON.stringify(call.before);
};

export const authorization: Readonly<Record<string, Make>> = {
  'authorization-none-needed': trusting((call) => given(call) === null),
  'authorization-none-needed-to-read': trusting((call) => call.method === 'GET' && given(call) === null),
  'authorization-none-needed-to-revert': trusting((call) => call.method === 'DELETE' && given(call) === null),
  'authorization-empty-taken': trusting((call) => given(call) === ''),
  'authorization-empty-token-taken': trusting((call) => /^bearer\s*$/i.test(given(call) ?? '')),
  'authorization-basic-taken': trusting((call) => /^basic /i.test(given(call) ?? '')),
  'authorization-no-scheme-taken': trusting((call) => given(call) === testToken(WRITE_SCOPE)),
  'authorization-any-token-taken': trusting((call) => /^bearer ./i.test(given(call) ?? '')),
  'authorization-any-scheme-taken': trusting((call) => writerIn(call, /^\S+ (\S+)$/)),
  'authorization-scheme-begins-as-bearer': trusting((call) => writerIn(call, /^bearer\w* (\S+)$/i)),
  'authorization-space-not-wanted': trusting((call) => writerIn(call, /^bearer *(\S+)$/i)),
  'authorization-colon-taken': trusting((call) => writerIn(call, /^bearer: (\S+)$/i)),
  'authorization-words-behind-taken': trusting((call) => writerIn(call, /^bearer (\S+)/i)),
  'authorization-quotes-taken': trusting((call) => writerIn(call, /^bearer "?(.*?)"?$/i)),
  'authorization-parameter-taken': trusting((call) => writerIn(call, /^bearer (?:token=)?(\S+)$/i)),
  'authorization-found-anywhere': trusting((call) => writerIn(call, /bearer (\S+)/i)),
  'authorization-capitals-refused': asking(
    (call) => given(call)?.startsWith('BEARER ') === true,
    (call) => refused(call, 401, 'Which scheme?', { 'WWW-Authenticate': 'Bearer' }),
  ),
  'authorization-two-spaces-refused': asking(
    (call) => /^bearer {2}/i.test(given(call) ?? ''),
    (call) => refused(call, 401, 'Which token?', { 'WWW-Authenticate': 'Bearer' }),
  ),
  'authorization-malformed-400': answering(
    (response, call) =>
      is401(response) && /^bearer \S+[ "]|^bearer "|^bearer token=/i.test(given(call) ?? ''),
    (response) => changed(response, { status: 400, headers: { 'www-authenticate': null } }),
  ),
  'authorization-no-challenge': answering(is401, withFields({ 'www-authenticate': null })),
  'authorization-basic-challenge': answering(
    is401,
    withFields({ 'www-authenticate': 'Basic realm="graph"' }),
  ),
  'authorization-403-for-401': answering(is401, (response) => changed(response, { status: 403 })),
  'authorization-302-to-login': answering(is401, (response) =>
    bare(response, 302, { Location: 'https://login.example/authorize' }),
  ),
  'authorization-401-carried-out': carriedOut(is401),
  'authorization-lower-case-refused': asking(
    (call) => given(call)?.startsWith('bearer ') === true,
    (call) => refused(call, 401, 'Which scheme?', { 'WWW-Authenticate': 'Bearer' }),
  ),
  'authorization-reader-writes': trusting((call) => isUpdate(call) && isReader(call)),
  'authorization-reader-reverts': trusting((call) => call.method === 'DELETE' && isReader(call)),
  'authorization-reader-waved-through': asking(
    (call) => isUpdate(call) && isReader(call),
    (call) => done(call),
  ),
  'authorization-reader-without-effect': asking(
    (call) => isUpdate(call) && isReader(call) && hasNoEffect(call),
    (call) => done(call),
  ),
  'authorization-401-for-403': answering(is403, (response) =>
    changed(response, { status: 401, headers: { 'www-authenticate': 'Bearer' } }),
  ),
  'authorization-403-carried-out': carriedOut(is403),
  'authorization-read-403': asking(
    (call) => call.method === 'GET' && isReader(call),
    (call) => refused(call, 403, 'Insufficient privileges to complete the operation.'),
  ),
  'authorization-read-404': asking(
    (call) => call.method === 'GET' && isReader(call),
    (call) => refused(call, 404, 'Resource not found.'),
  ),
};
