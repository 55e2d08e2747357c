import { read, send, update, type Scenario } from './scenario';
import { body, STATES, TYPE } from './states';
import { EVERY_ANSWER } from './constraints';

const CONTEXT =
  "https://graph.microsoft.com/v1.0/$metadata#policies/authenticationMethodsPolicy/authenticationMethodConfigurations('TemporaryAccessPass')";

/** What a request may look like, and must not be refused for: spellings, media types, annotations, sizes. */
export function requestScenarios(): Scenario[] {
  return [
    {
      address: 'request/key-case',
      rows: ['RES-KEY-CASE'],
      needs: [],
      // Both lead to one policy: what was written by either spelling shows in a read by one.
      steps: [
        update('the returned spelling', body({ defaultLength: 14 }), {
          path: 'returned-key',
          accept: 'RES-KEY-CASE',
        }),
        read('read behind the first of them'),
        update("the example's spelling", body({ defaultLength: 15 }), {
          path: 'example-key',
          accept: 'RES-KEY-CASE',
        }),
        read("read behind the example's spelling"),
        update('the returned spelling again', body({ defaultLength: 13 }), {
          path: 'returned-key',
          accept: 'RES-KEY-CASE',
        }),
        read('read behind the returned spelling'),
      ],
    },
    {
      address: 'request/path-case',
      rows: ['RES-PATH-CASE'],
      needs: [],
      steps: [
        update('names as they are written', body({ defaultLength: 17 }), { accept: 'RES-204' }),
        read('read behind the names as they are written'),
        update('names in lower case', body({ defaultLength: 16 }), {
          path: 'lower-case',
          accept: 'RES-PATH-CASE',
        }),
        read('read behind the names in lower case'),
      ],
    },
    {
      address: 'request/media-type-parameters',
      rows: ['RES-CT-PARAM'],
      needs: [],
      steps: [
        'application/json; charset=utf-8',
        'application/json;charset=UTF-8',
        'application/json;odata.metadata=minimal',
        'application/json;IEEE754Compatible=false',
      ].map((contentType) =>
        update(contentType, body({ isUsableOnce: true }), { contentType, accept: 'RES-CT-PARAM' }),
      ),
    },
    {
      address: 'request/type-order',
      rows: ['RES-TYPE-ORDER', 'SEM-APPLY'],
      needs: [],
      from: 'A',
      steps: [
        update(
          '@odata.type last',
          { isUsableOnce: false, defaultLength: 13, '@odata.type': TYPE },
          { accept: 'RES-TYPE-ORDER' },
        ),
        read('read behind the type last'),
        update(
          '@odata.type in between',
          { isUsableOnce: true, '@odata.type': TYPE, defaultLength: 14 },
          { accept: 'RES-TYPE-ORDER' },
        ),
        read('read behind the type in between'),
      ],
    },
    {
      address: 'request/annotations',
      rows: ['ERR-ANNOT', 'SEM-APPLY'],
      needs: [],
      from: 'A',
      steps: [
        update(
          '@odata.context',
          { '@odata.context': `${CONTEXT}/$entity`, ...body({ isUsableOnce: false }) },
          { accept: 'ERR-ANNOT' },
        ),
        read('read behind @odata.context'),
        update(
          'includeTargets@odata.context',
          body({
            'includeTargets@odata.context': `${CONTEXT}/includeTargets`,
            includeTargets: STATES.B.includeTargets,
          }),
          { accept: 'ERR-ANNOT' },
        ),
        read('read behind includeTargets@odata.context'),
        update('an annotation of nobody', body({ '@contoso.note': 'nightly', isUsableOnce: true }), {
          accept: 'ERR-ANNOT',
        }),
        read('read behind an annotation of nobody'),
        update(
          'an annotation on a member',
          body({ 'defaultLength@contoso.note': 'nightly', defaultLength: 13 }),
          { accept: 'ERR-ANNOT' },
        ),
        read('read behind an annotation on a member'),
      ],
    },
    {
      address: 'request/prefer',
      rows: ['RES-PREFER'],
      needs: [],
      // There the member that is sent has another value, so that an old policy shows as such.
      from: 'B',
      steps: [
        update('return=representation', body({ isUsableOnce: true }), {
          headers: [['Prefer', 'return=representation']],
        }),
      ],
    },
    {
      address: 'request/unwritten',
      // Nothing is written of these, so that nothing but the form of the answer is judged.
      rows: EVERY_ANSWER,
      needs: [],
      steps: [
        send('a member twice', 'PATCH', {
          payload: { text: `{"@odata.type":"${TYPE}","defaultLength":12,"defaultLength":13}` },
        }),
        send('64 KiB of white space', 'PATCH', {
          payload: { text: `${' '.repeat(64 * 1024)}${JSON.stringify(body({ defaultLength: 13 }))}` },
        }),
        update(
          '500 targets',
          body({
            excludeTargets: Array.from({ length: 500 }, () => ({ targetType: 'group', id: 'all_users' })),
          }),
        ),
        update('members in another letter case', body({ DefaultLength: 14 })),
      ],
    },
    {
      address: 'request/read',
      rows: ['GET-SHAPE', 'RES-ODV', ...EVERY_ANSWER],
      needs: ['read'],
      from: 'B',
      steps: [read()],
    },
  ];
}
