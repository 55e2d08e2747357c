import type {
  EvidenceEnd,
  EvidenceExchange,
  EvidenceNote,
  EvidenceSequence,
} from '../../src/results/evidence';
import type { EvidenceHeader, SeveralHeader } from '../../src/exchanges/run-header';
import { complaints, validator } from './schema';

const validate = validator('evidence');

const run: EvidenceHeader = {
  kind: 'run',
  schemaVersion: 1,
  tool: { name: 'graph-contract', version: '0.1.0' },
  contract: { operation: 'PATCH /policies', revision: '2026-11-22', digest: 'sha256:0a' },
  subject: { kind: 'provider', target: 'http://127.0.0.1:4010/v1.0' },
  startedAt: '2026-11-30T03:00:00.000Z',
  host: { platform: 'linux x64', node: 'v20.20.2' },
  commit: null,
  ci: { name: 'CI' },
  lacks: ['batch'],
  planned: [{ requirement: 'RES-204' }, { requirement: 'AUT-403', missing: 'a read-only token' }],
};

const { contract, ...head } = run;
const several: SeveralHeader = { ...head, contracts: [contract] };

const bare: EvidenceExchange = {
  kind: 'exchange',
  id: 'e1',
  source: { kind: 'har' },
  observed: {
    authorization: false,
    framing: false,
    trailing: false,
    requestBody: true,
    responseBody: true,
    protocol: false,
  },
  request: { method: 'GET', url: 'https://example.org/', headers: [] },
};

/** An exchange with all that the type allows. */
const full: Required<EvidenceExchange> = {
  ...bare,
  contracts: ['PATCH /policies'],
  source: { kind: 'verify', file: 'a.har', line: 3 },
  request: {
    method: 'PATCH',
    url: 'https://example.org/',
    headers: [['Content-Type', 'application/json']],
    body: { encoding: 'utf8', data: '{}' },
  },
  response: {
    status: 204,
    statusText: 'No Content',
    httpVersion: '1.1',
    headers: [
      ['Via', 'a'],
      ['Via', 'b'],
    ],
    body: { encoding: 'base64', data: '/w==', truncated: 7 },
  },
  expected: {
    status: { place: '', value: 204, fixed: true },
    headers: [{ place: 'Retry-After', value: '1', fixed: false }],
    body: [{ place: '/error/code', value: 'badRequest', fixed: false }],
  },
  failure: { kind: 'reset', message: 'socket hang up' },
  injected: 'drop',
  wire: {
    head: 'HTTP/1.1 204 No Content\r\n\r\n',
    after: { bytes: 2, sample: '{}' },
    before: { bytes: 2, sample: '{}', behind: 'e0', behindStatus: 0 },
    watched: { ms: 12.5, until: 'close' },
    tls: 'TLSv1.3',
  },
  timing: { startedAt: '2026-11-30T03:00:00.000Z', durationMs: 1.25 },
  echoes: [{ alias: 'secret-1', where: 'body' }],
  context: {
    scenario: 'state/merge',
    step: 'read',
    rows: ['SEM-MERGE'],
    credentials: 'full',
    accept: 'RES-204',
    settled: { satisfied: true, waitedMs: 0 },
    superseded: true,
  },
  batch: { parent: 'e0', id: '1' },
  aside: true,
};

const note: EvidenceNote = {
  kind: 'note',
  outcome: 'informational',
  message: 'm',
  expected: 'e',
  actual: 'a',
};
const sequence: EvidenceSequence = {
  kind: 'sequence',
  exchanges: ['e1'],
  shown: [{ check: 'state/merge', requirement: 'SEM-MERGE', pointer: null }],
  findings: [],
};
const end: EvidenceEnd = { kind: 'end', durationMs: 12.5, brokenOff: 'interrupted', unjudged: true };

test.each([
  ['a run', run],
  ['a run of several operations', several],
  ['a bare exchange', bare],
  ['a full exchange', full],
  ['a note', note],
  ['a sequence', sequence],
  ['an end', end],
  ['an end of its own accord', { kind: 'end', durationMs: 0 }],
])('takes %s', (_name, line) => {
  expect(complaints(validate, line)).toEqual([]);
});

test.each([
  ['an unknown kind', { ...bare, kind: 'note' }],
  ['no kind', { ...bare, kind: undefined }],
  ['an exchange without a request', { ...bare, request: undefined }],
  ['an unknown member', { ...bare, secret: 'x' }],
  ['a header that is not a pair', { ...bare, request: { ...bare.request, headers: [['a']] } }],
  ['a header of three', { ...bare, request: { ...bare.request, headers: [['a', 'b', 'c']] } }],
  ['a run of one operation and of several', { ...run, ...several }],
  ['a run of none', head],
  ['another version', { ...run, schemaVersion: 2 }],
  ['a run among exchanges', { ...run, ...bare }],
])('refuses %s', (_name, line) => {
  expect(complaints(validate, JSON.parse(JSON.stringify(line)))).not.toEqual([]);
});
