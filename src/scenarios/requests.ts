import type { Operation } from '../contract/operation';
import { changesOf, type Changes } from './changes';
import { EVERY_ANSWER } from './constraints';
import { read, send, update, type Scenario } from './scenario';

/** What a request may look like, and must not be refused for: spellings, media types, annotations, sizes. */
export function requestScenarios(operation: Operation): Scenario[] {
  const changes = changesOf(operation);
  return [
    keyCase(changes),
    pathCase(changes),
    mediaTypeParameters(changes),
    typeOrder(operation, changes),
    annotations(operation, changes),
    prefer(changes),
    unwritten(operation, changes),
    {
      address: 'request/read',
      rows: ['GET-SHAPE', 'RES-ODV', ...EVERY_ANSWER],
      needs: ['read'],
      from: 'B',
      steps: [read()],
    },
  ];
}

/** Two spellings of the key lead to one policy: what was written by either shows in a read by one. */
function keyCase({ body, nudge }: Changes): Scenario {
  return {
    address: 'request/key-case',
    rows: ['RES-KEY-CASE'],
    needs: [],
    steps: [
      update('the returned spelling', body(nudge(14)), {
        path: 'returned-key',
        accept: 'RES-KEY-CASE',
      }),
      read('read behind the first of them'),
      update("the example's spelling", body(nudge(15)), {
        path: 'example-key',
        accept: 'RES-KEY-CASE',
      }),
      read("read behind the example's spelling"),
      update('the returned spelling again', body(nudge(26)), {
        path: 'returned-key',
        accept: 'RES-KEY-CASE',
      }),
      read('read behind the returned spelling'),
    ],
  };
}

/** Names on the way to the policy, in another letter case. */
function pathCase({ body, nudge }: Changes): Scenario {
  return {
    address: 'request/path-case',
    rows: ['RES-PATH-CASE'],
    needs: [],
    steps: [
      update('names as they are written', body(nudge(17)), { accept: 'RES-204' }),
      read('read behind the names as they are written'),
      update('names in lower case', body(nudge(16)), {
        path: 'lower-case',
        accept: 'RES-PATH-CASE',
      }),
      read('read behind the names in lower case'),
    ],
  };
}

/** Parameters of the media type, as clients send them. */
function mediaTypeParameters({ body, flip }: Changes): Scenario {
  return {
    address: 'request/media-type-parameters',
    rows: ['RES-CT-PARAM'],
    needs: [],
    steps: [
      'application/json; charset=utf-8',
      'application/json;charset=UTF-8',
      'application/json;odata.metadata=minimal',
      'application/json;IEEE754Compatible=false',
    ].map((contentType) => update(contentType, body(flip('A')), { contentType, accept: 'RES-CT-PARAM' })),
  };
}

/** The type behind members, or between them. */
function typeOrder({ type }: Operation, { nudge, flip, independent }: Changes): Scenario {
  // The type stands between two members; a collection that is empty already will do as the second.
  const behind = independent ? nudge(14) : { excludeTargets: [] };
  return {
    address: 'request/type-order',
    rows: ['RES-TYPE-ORDER', 'SEM-APPLY'],
    needs: [],
    from: 'A',
    steps: [
      update(
        '@odata.type last',
        { ...flip('B'), ...nudge(13), '@odata.type': type },
        { accept: 'RES-TYPE-ORDER' },
      ),
      read('read behind the type last'),
      update(
        '@odata.type in between',
        { ...flip('A'), '@odata.type': type, ...behind },
        { accept: 'RES-TYPE-ORDER' },
      ),
      read('read behind the type in between'),
    ],
  };
}

/** Annotations that reads return, and some of nobody. */
function annotations({ key, examples }: Operation, { body, nudge, flip, accept }: Changes): Scenario {
  const context = `https://graph.microsoft.com/v1.0/$metadata#policies/authenticationMethodsPolicy/authenticationMethodConfigurations('${key}')`;
  const [nudged = ''] = Object.keys(nudge(13));
  return {
    address: 'request/annotations',
    rows: ['ERR-ANNOT', 'SEM-APPLY'],
    needs: [],
    from: 'A',
    steps: [
      update(
        '@odata.context',
        { '@odata.context': `${context}/$entity`, ...body(flip('B')) },
        { accept: 'ERR-ANNOT' },
      ),
      read('read behind @odata.context'),
      update(
        'includeTargets@odata.context',
        body({
          'includeTargets@odata.context': `${context}/includeTargets`,
          includeTargets: examples.B['includeTargets'],
        }),
        accept({ includeTargets: [] }).accept === undefined ? {} : { accept: 'ERR-ANNOT' },
      ),
      read('read behind includeTargets@odata.context'),
      update('an annotation of nobody', body({ '@contoso.note': 'nightly', ...flip('A') }), {
        accept: 'ERR-ANNOT',
      }),
      read('read behind an annotation of nobody'),
      update('an annotation on a member', body({ [`${nudged}@contoso.note`]: 'nightly', ...nudge(13) }), {
        accept: 'ERR-ANNOT',
      }),
      read('read behind an annotation on a member'),
    ],
  };
}

/** A client that asks for the policy in the answer. */
function prefer({ body, flip }: Changes): Scenario {
  return {
    address: 'request/prefer',
    rows: ['RES-PREFER'],
    needs: [],
    // There the member that is sent has another value, so that an old policy shows as such.
    from: 'B',
    steps: [
      update('return=representation', body(flip('A')), {
        headers: [['Prefer', 'return=representation']],
      }),
    ],
  };
}

/** Nothing is written of these, so that nothing but the form of the answer is judged. */
function unwritten({ type }: Operation, { body, nudge }: Changes): Scenario {
  return {
    address: 'request/unwritten',
    rows: EVERY_ANSWER,
    needs: [],
    steps: [
      send('a member twice', 'PATCH', {
        payload: { text: twice(type, nudge(12), nudge(13)) },
      }),
      send('64 KiB of white space', 'PATCH', {
        payload: { text: `${' '.repeat(64 * 1024)}${JSON.stringify(body(nudge(13)))}` },
      }),
      update(
        '500 targets',
        body({
          excludeTargets: Array.from({ length: 500 }, () => ({ targetType: 'group', id: 'all_users' })),
        }),
      ),
      update('members in another letter case', body(capitalised(nudge(14)))),
    ],
  };
}

/** A body that sets each member of the one as well as of the other, which are the same. */
function twice(type: string, one: object, other: object): string {
  const membersOf = (value: object): string => JSON.stringify(value).slice(1, -1);
  return `{"@odata.type":"${type}",${membersOf(one)},${membersOf(other)}}`;
}

const capitalised = (members: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]: [string, unknown]) => [
      `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );
