import type { Operation } from '../contract/operation';
import { changesOf } from './changes';
import { EVERY_ERROR } from './constraints';
import { fenceBehind, soundBody } from './refusals';
import { read, send, type Scenario, type Send } from './scenario';

/**
 * Requests to what is no policy, though its path is nearly that of one: each must be refused, and change nothing. None where
 * the key is no text, since another number may be somebody's.
 */
export function elsewhereScenarios(operation: Operation, changes = changesOf(operation)): Scenario[] {
  const paths = Object.entries(pathsOf(operation));
  if (paths.length === 0) return [];
  const rows = ['ERR-OTHER-KEY', 'SEM-MERGE', ...EVERY_ERROR];
  const about = { rows, from: 'A' as const };
  return [
    {
      ...{ ...about, address: 'refusals/other-key', needs: [] },
      steps: [
        read('read before'),
        ...paths.map(([name, at], turn) => ({
          ...elsewhere(`an update of ${name}`, 'PATCH', at),
          payload: { json: soundBody(changes, 2 * turn) },
        })),
        ...fenceBehind(changes),
      ],
    },
    {
      ...{ rows, address: 'refusals/other-key-read', needs: ['read'] },
      // What a read of another resource leaves behind shows in the next one of the policy.
      steps: [
        read('read before'),
        ...paths.map(([name, at]) => elsewhere(`a read of ${name}`, 'GET', at)),
        read('read after'),
      ],
    },
    {
      ...{ ...about, address: 'refusals/other-key-delete', needs: ['delete'] },
      steps: [
        read('read before'),
        ...paths.map(([name, at]) => elsewhere(`a revert of ${name}`, 'DELETE', at)),
        ...fenceBehind(changes),
      ],
    },
  ];
}

const elsewhere = (name: string, method: Send['method'], at: string): Send =>
  send(name, method, { at, elsewhere: true });

/** Those paths: nothing of anybody is there. */
export const pathsElsewhere = (operation: Operation): readonly string[] => Object.values(pathsOf(operation));

/** Paths that no provider has: keys of nobody, by the forms that OData has for them, and a name of nobody after the key. */
function pathsOf({ path, resource: { key, keyIsText } }: Operation): Record<string, string> {
  if (key === undefined || !keyIsText) return {};
  const front = path.slice(0, path.lastIndexOf('/'));
  return {
    'a key that begins as this one': `${front}/${key}OfNobody`,
    'a key that ends as this one': `${front}/Nobodys${key}`,
    'a part of the key': `${front}/${key.slice(0, -1)}`,
    'another key in parentheses': `${front}('${key}OfNobody')`,
    'an unknown name after the key': `${path}/nothingOfThisName`,
  };
}
