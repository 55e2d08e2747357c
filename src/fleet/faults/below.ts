/** Faults in how a policy shows the policies below it, and in batches with several of them. */
import { rewritten, type Make } from './behaviour';
import { answering, isBatch } from './hooks';

type Read = Record<string, unknown>;

const SHOWN = 'authenticationMethodConfigurations';
const isAnswer = (response: Response): boolean => response.status === 200;

const isRead = (value: unknown): value is Read => typeof value === 'object' && value !== null;

/** Edits the policies below that reads of a policy show, in batches too. */
const showingBelow = (edit: (shown: Read[]) => Read[]): Make => {
  const edited = (policy: Read): Read =>
    Array.isArray(policy[SHOWN]) ? { ...policy, [SHOWN]: edit(policy[SHOWN] as Read[]) } : policy;
  return answering(isAnswer, (response, call) =>
    rewritten(response, (json) => (isBatch(call) ? insideOf(json, edited) : edited(json))),
  );
};

const insideOf = (json: Read, edit: (body: Read) => unknown): Read => ({
  ...json,
  responses: (json['responses'] as Read[]).map((answer) =>
    isRead(answer['body']) ? { ...answer, body: edit(answer['body']) } : answer,
  ),
});

const otherState = (policy: Read): Read => ({
  ...policy,
  state: policy['state'] === 'enabled' ? 'disabled' : 'enabled',
});

/** A value other than the current one, for a number or a boolean. */
const old = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : value;
};

/** Edits the answer to each request of a batch, given all answers. */
const answeringAs = (edit: (answer: Read, all: readonly Read[], at: number) => Read): Make =>
  answering(
    (response, call) => isBatch(call) && isAnswer(response),
    (response) =>
      rewritten(response, (json) => {
        const all = json['responses'] as Read[];
        return { ...json, responses: all.map((answer, at) => edit(answer, all, at)) };
      }),
  );

/** Whether an answer holds one of the policies below. */
const isBelow = ({ body }: Read): boolean => isRead(body) && 'state' in body && !(SHOWN in body);

export const below: Readonly<Record<string, Make>> = {
  'below-shown-in-other-state': showingBelow((shown) => shown.map(otherState)),
  'below-one-shown-in-other-state': showingBelow((shown) =>
    shown.map((each) => (each['id'] === 'Sms' ? otherState(each) : each)),
  ),
  'below-shown-without-targets': showingBelow((shown) =>
    shown.map((each) => ('includeTargets' in each ? { ...each, includeTargets: [] } : each)),
  ),
  'below-shown-from-an-old-copy': showingBelow((shown) =>
    shown.map((each) => Object.fromEntries(Object.entries(each).map(([name, value]) => [name, old(value)]))),
  ),
  'below-shown-under-another-id': showingBelow((shown) =>
    shown.map((each, at) => ({ ...each, id: shown[(at + 1) % shown.length]?.['id'] })),
  ),
  'below-batch-answers-as-the-first': answeringAs((answer, all) => {
    const first = all.find(isBelow);
    return first && isBelow(answer) ? { ...answer, body: first['body'] } : answer;
  }),
};
