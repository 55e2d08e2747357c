import type { Operation } from '../../contract/operation';
import { changesOf } from '../changes';
import { soundBody } from '../refusals';
import { send, update, type Send } from '../scenario';
import { BROKEN_CREDENTIALS, NO_CREDENTIALS } from '../grammar/credentials';
import type { Form, Stimulus } from './form';
import type { Case, Contexts } from './form';

/** A token of nobody's: who takes it tells no token from another. */
const UNKNOWN: Readonly<Record<string, Partial<Send>>> = {
  'an invalid token': { credentials: 'unknown' },
};
const IS_FAULT = 'without the right credentials nothing else of it is looked at';
const APART = { company: IS_FAULT };

type Method = 'PATCH' | 'GET' | 'DELETE';
const NEEDS = { PATCH: [], GET: ['read'], DELETE: ['delete'] } as const;

/** Requests whose sender may not do what they ask for, one kind for each method. */
export function securityStimuli(operation: Operation, groups: readonly string[]): Stimulus[] {
  const changes = changesOf(operation, groups);
  const step = (name: string, method: Method, rest: Partial<Send>, body: object): Send =>
    method === 'PATCH' ? update(name, body, rest) : send(name, method, rest);
  const refused = (
    row: string,
    method: Method,
    credentials: Readonly<Record<string, Partial<Send>>>,
    needs: Stimulus['needs'] = [],
  ): Stimulus => ({
    ...{ row, method, demand: 'refused', apart: APART, needs: [...needs, ...NEEDS[method]] },
    sends: (state) =>
      Object.entries(credentials).map(([name, rest], turn) =>
        step(`${name}, by ${method}`, method, rest, soundBody(changes, turn, state)),
      ),
  });
  const offered = (['PATCH', 'GET', 'DELETE'] as const).filter((method) =>
    NEEDS[method].every((need) => operation.offers.has(need)),
  );
  return [
    ...offered.map((method) => refused('AUT-401', method, { ...NO_CREDENTIALS, ...BROKEN_CREDENTIALS })),
    ...offered.map((method) => refused('AUT-401', method, UNKNOWN, ['scopes'])),
    ...offered
      .filter((method) => method !== 'GET')
      .map((method) =>
        refused('AUT-403', method, { 'the read permission': { credentials: 'read-only' } }, ['scopes']),
      ),
  ];
}

/**
 * Each of those requests by itself, in a spelling of the path in turn, and inside $batch; one without any credentials, and one
 * with too little permission, in each spelling.
 */
export function securityProduct({ stimuli, forms }: Contexts): Case[] {
  const [carrier] = forms.carrier;
  const paths: readonly (Form | undefined)[] = [undefined, ...forms.path];
  let turn = 0;
  return stimuli.filter(isSecurity).flatMap((stimulus, at) =>
    // What breaks the grammar in one place is sent in turn, where pairs are.
    stimulus
      .sends('A')
      .slice(0, Object.keys(NO_CREDENTIALS).length)
      .flatMap((only, place): Case[] => {
        const alone = { ...stimulus, sends: () => [only] };
        const by = (...own: readonly (Form | undefined)[]): Case => ({
          stimulus: alone,
          forms: own.filter((form) => form !== undefined),
        });
        // By itself and in its plain path an update is sent without credentials anyway.
        const plain = stimulus.method === 'PATCH' ? [] : [by()];
        // Whoever may do nothing is refused before anybody looks into the batch: one method of each will do.
        const isInside = place === 0 || (place + at) % METHODS === 0;
        const inside = isInside ? [by(carrier, paths[(turn += 1) % paths.length])] : [];
        if (only.credentials === 'none' || only.credentials === 'read-only')
          return [...plain, ...forms.path.map((path) => by(path)), ...inside];
        return [...(plain.length > 0 ? [by(paths[(turn += 1) % paths.length])] : []), ...inside];
      }),
  );
}

/** How many methods there are with requests of which the sender may do nothing. */
const METHODS = 3;

export const isSecurity = ({ row }: Stimulus): boolean => row === 'AUT-401' || row === 'AUT-403';
