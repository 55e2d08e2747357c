import { POLICY, context, deviates, IN_FRONT, testCheck, violates, wireOf, written } from '../support';

const get = written({}, { answer: { json: POLICY } });
const length = Buffer.byteLength(JSON.stringify(POLICY));
const head = (over: object = {}) => written({}, { method: 'HEAD', ...over });
const said = (value: number) => head({ answer: { headers: { 'Content-Length': String(value) } } });
const unknown = { context: context({ http: {}, credentials: 'none' }) };

testCheck('http/head', 'HTTP-HEAD', {
  needs: [],
  holds: {
    'a HEAD that is answered as the GET before it': [get, head()],
    'a HEAD with the media type of GET': [
      get,
      head({ answer: { headers: { 'Content-Type': 'application/json' } } }),
    ],
  },
  breaks: {
    'a HEAD that is not allowed': [[get, head({ status: 405 })], deviates('status', '200', '405')],
    'a HEAD that is not implemented': [[get, head({ status: 501 })], deviates('status', '200', '501')],
    'a HEAD with another media type': [
      [get, head({ answer: { headers: { 'Content-Type': 'text/html' } } })],
      deviates('header:Content-Type', 'application/json', 'text/html'),
    ],
  },
  silent: {
    'a HEAD where GET is refused too': [written({}, { status: 404 }), head({ status: 405 })],
    'a HEAD without a token': [get, head({ status: 401, ...unknown })],
    'a HEAD without a GET before it': [head({ status: 405 })],
    ...Object.fromEntries(IN_FRONT.map((status) => [`a ${status}`, [get, head({ status })]])),
  },
});

testCheck('http/head-content', 'HTTP-HEAD-BODY', {
  needs: ['trailing'],
  holds: { 'a HEAD behind which nothing stands': head({ wire: wireOf() }) },
  breaks: {
    'a HEAD with content': [
      head({ wire: wireOf({ after: { bytes: 2, sample: '{}' } }) }),
      violates('', 'no byte after the head', '2 bytes'),
    ],
    'a HEAD that is refused with content': [
      head({ status: 401, ...unknown, wire: wireOf({ after: { bytes: 2, sample: '{}' } }) }),
      violates('', 'no byte after the head', '2 bytes'),
    ],
  },
  silent: { 'a GET': written({}, { wire: wireOf({ after: { bytes: 2, sample: '{}' } }) }) },
});

/** A GET, and how long it says that its body is. */
const lengthy = (says = length): ReturnType<typeof written> =>
  written({}, { answer: { headers: { 'Content-Length': String(says) }, json: POLICY } });

testCheck('http/head-length', 'HTTP-HEAD-LEN', {
  needs: ['framing'],
  holds: {
    'the length of GET': [lengthy(), said(length), lengthy()],
    'no length': [lengthy(), head(), lengthy()],
    'the length of a GET whose body the record shows in another length': [
      lengthy(length + 9),
      said(length + 9),
      lengthy(length + 9),
    ],
  },
  breaks: {
    'a length of nothing': [
      [lengthy(), said(0), lengthy()],
      violates('header:Content-Length', String(length), '0'),
    ],
    'another length': [
      [lengthy(), said(length + 1), lengthy()],
      violates('header:Content-Length', String(length), String(length + 1)),
    ],
  },
  silent: {
    'a GET of another length behind it': [lengthy(), said(0), lengthy(2)],
    'a GET in chunks': [get, said(0), get],
    'a HEAD that is refused': [
      lengthy(),
      head({ status: 405, answer: { headers: { 'Content-Length': '9' } } }),
      lengthy(),
    ],
  },
});
