/** Building blocks of the conforming variants. */
import { changed, rewritten, type Behaviour, type Call, type Changes } from '../behaviour';

export type Members = Record<string, unknown>;

export const isUpdate = ({ method }: Call): boolean => method === 'PATCH';
export const isBatch = ({ path }: Call): boolean => path.endsWith('$batch');

/** Whether a request is an update with a JSON object that is not empty. */
export const hasMembers = (call: Call): boolean =>
  isUpdate(call) && call.body.trimStart().startsWith('{') && Object.keys(call.json).length > 0;

/** Replaces the members of an update. */
export const sent = (members: Members): Changes => ({ body: JSON.stringify(members) });

/** The targets of both collections of an update. */
export const targetsOf = ({ json }: Call): Members[] =>
  [json['includeTargets'], json['excludeTargets']]
    .flat()
    .filter((target): target is Members => typeof target === 'object' && target !== null);

/** Edits the error object of every error. */
export const onErrors = (edit: (error: Members) => Members): Behaviour => ({
  response: (response) =>
    response.status < 400
      ? response
      : rewritten(response, ({ error }) => ({ error: edit(error as Members) })),
});

/** Edits the policy that a read answers with, inside $batch too. */
export const onReads = (edit: (policy: Members) => Members): Behaviour => ({
  response: (response, call) => {
    if (response.status !== 200) return response;
    if (isBatch(call)) return rewritten(response, (batch) => ({ ...batch, ...insideBatch(batch, edit) }));
    return call.method === 'GET' ? rewritten(response, edit) : response;
  },
});

/** The answers of a batch, with the policies in them edited: what has the key that reads show. */
function insideBatch({ responses }: Members, edit: (policy: Members) => Members): Members {
  if (!Array.isArray(responses)) return {};
  const isPolicy = ({ status, body }: Members): boolean =>
    status === 200 && typeof (body as Members | undefined)?.['id'] === 'string';
  return {
    responses: (responses as Members[]).map((each) =>
      isPolicy(each) ? { ...each, body: edit(each['body'] as Members) } : each,
    ),
  };
}

/** Edits the text of every body. */
export const onTexts = (edit: (text: string) => string): Behaviour => ({
  response: (response) => (response.status === 204 ? response : changed(response, { text: edit })),
});

/** Adds or replaces fields in every answer. */
export const withHeaders = (headers: Record<string, string | null>): Behaviour => ({
  response: (response) => changed(response, { headers }),
});

/** Replaces one status by another. */
export const answering = (
  status: number,
  when: (response: Response, call: Call) => boolean,
  headers: Record<string, string | null> = {},
): Behaviour => ({
  response: (response, call) => (when(response, call) ? changed(response, { status, headers }) : response),
});

/** Answers one request out of `every` itself, starting with number `first`. */
export function onceIn(
  every: number,
  answer: (call: Call) => Response,
  { first = every }: { first?: number } = {},
): Behaviour {
  let requests = 0;
  return {
    request: (call) => {
      requests += 1;
      return requests >= first && (requests - first) % every === 0 ? answer(call) : {};
    },
  };
}
