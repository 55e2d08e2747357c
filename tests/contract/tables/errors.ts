import { refuseEach, type Conforming, type Table } from '../table';

const INNER = {
  date: '2026-11-22T10:00:00',
  'request-id': 'b2d7ee1c-2c4c-4f7b-8d1c-6cf24b4a3a55',
  'client-request-id': 'mine',
};
const error = (members: object) => ({ error: { code: 'badRequest', message: 'Invalid.', ...members } });
const only = (member: string) => (value: unknown) => error({ [member]: value });

/** Errors page: code and message; the rest is for tracing. */
export const errorTable: Table = {
  schema: 'errorResponse',
  conforming: [
    ['code and message', error({})],
    ['an empty code', error({ code: '' })],
    ['an empty message', error({ message: '' })],
    ...['a member', null].map((target): Conforming => [`the target ${target}`, error({ target })]),
    ...['innerError', 'innererror'].map((member): Conforming => [member, error({ [member]: INNER })]),
    [
      'details, further members and an annotation',
      { ...error({ details: [{ code: 'x', message: 'y', note: 1 }], note: 1 }), '@odata.context': 'x' },
    ],
    ['no details', error({ details: null })],
  ],
  violating: [
    ...refuseEach([null, [], '', 400], (body) => body, '', 'the body must be an object', 'ERR-ENVELOPE'),
    ['an empty object', {}, ['/error', 'error must be present (ERR-ENVELOPE)']],
    [
      'OAuth’s body',
      { error: 'invalid_token' },
      ['/error', 'error must be an object, got "invalid_token" (ERR-ENVELOPE)'],
    ],
    ...refuseEach(
      [null, [], 400],
      (it) => ({ error: it }),
      '/error',
      'error must be an object',
      'ERR-ENVELOPE',
    ),
    [
      'no code',
      { error: { message: 'Invalid.' } },
      ['/error/code', 'error.code must be present (ERR-ENVELOPE)'],
    ],
    [
      'no message',
      { error: { code: 'x' } },
      ['/error/message', 'error.message must be present (ERR-ENVELOPE)'],
    ],
    ...['code', 'message'].flatMap((member) =>
      refuseEach(
        [null, 400, true, {}],
        only(member),
        `/error/${member}`,
        `error.${member} must be a string`,
        'ERR-ENVELOPE',
      ),
    ),
    [
      'a member beside error',
      { ...error({}), status: 400 },
      ['/status', 'status must be absent, since it is declared nowhere, got 400 (ERR-ENVELOPE)'],
    ],
    ...refuseEach(
      [1, {}],
      only('details'),
      '/error/details',
      'error.details must be an array',
      'ERR-ENVELOPE',
    ),
    ...refuseEach(
      ['x', null],
      (it) => error({ details: [it] }),
      '/error/details/0',
      'error.details.0 must be an object',
      'ERR-ENVELOPE',
    ),
    ...(['code', 'message'] as const).flatMap((member) => [
      [
        `details without ${member}`,
        error({ details: [member === 'code' ? { message: 'y' } : { code: 'x' }] }),
        [`/error/details/0/${member}`, `error.details.0.${member} must be present (ERR-ENVELOPE)`],
      ] as const,
      ...refuseEach(
        [1, null],
        (it) => error({ details: [{ code: 'x', message: 'y', [member]: it }] }),
        `/error/details/0/${member}`,
        `error.details.0.${member} must be a string`,
        'ERR-ENVELOPE',
      ),
    ]),
    ...refuseEach([1, {}], only('target'), '/error/target', 'error.target must be a string', 'ERR-ENVELOPE'),
    ...['innerError', 'innererror'].flatMap((member) =>
      refuseEach(
        [null, 'x'],
        only(member),
        `/error/${member}`,
        `error.${member} must be an object`,
        'ERR-INNER',
      ),
    ),
  ],
};

export const innerErrorTable: Table = {
  schema: 'innerError',
  conforming: [
    ['the three members', INNER],
    ['further members', { ...INNER, code: 'x', '@odata.type': 'y' }],
    ['an empty string', { ...INNER, date: '' }],
  ],
  violating: [
    ...refuseEach([null, [], 'x'], (it) => it, '', 'the body must be an object', 'ERR-INNER'),
    ...Object.keys(INNER).flatMap((member) => [
      [
        `no ${member}`,
        Object.fromEntries(Object.entries(INNER).filter(([name]) => name !== member)),
        [`/${member}`, `${member} must be present (ERR-INNER)`],
      ] as const,
      ...refuseEach(
        [null, 20261122, {}],
        (value) => ({ ...INNER, [member]: value }),
        `/${member}`,
        `${member} must be a string`,
        'ERR-INNER',
      ),
    ]),
  ],
};
