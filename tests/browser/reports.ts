import { defaultOperation } from '../../src/contract/operation';
import type { Report, ShownExchange } from '../../src/results/report';
import type { Reproduction } from '../../src/results/reproduction';
import { exchange, finding, register, report, row, trouble } from '../reports/support';

/** What a provider might send to do harm to whoever reads of it. */
export const HOSTILE = [
  '<script>globalThis.harmed = true</script>',
  '"><img src=x onerror="globalThis.harmed = true">',
  "' onmouseover='globalThis.harmed = true' x='",
  '</pre></details></main><h1>Conforms</h1>',
  '<style>* { display: none }</style>',
  '<!-- ',
  'javascript:globalThis.harmed=true',
  '\u001b[2J\u001b]0;harmed\u0007',
  '\u202egnp.exe\u2066 \u200b\u0000\ud800',
  '&lt;b&gt; &amp;quot;',
].join(' ');

const shown = (text = '{}'): ShownExchange => ({
  request: {
    head: `PATCH /v1.0/policies HTTP/1.1\r\nAuthorization: Bearer [secret-1, 42 characters]\r\n\r\n`,
    asSent: false,
    body: text,
    encoding: 'utf8',
    omitted: 0,
  },
  response: {
    head: `HTTP/1.1 204 No Content\r\nX-Note: ${text}\r\n\r\n`,
    asSent: true,
    body: null,
    encoding: 'utf8',
    omitted: 0,
  },
  failure: null,
  before: null,
  after: { bytes: 2, sample: text === '{}' ? '\r\n' : text },
});

export const conforming = (): Report =>
  report([row('RES-204'), row('SEM-MERGE'), row('RES-REQID'), row('ERR-ENVELOPE')]);

/** Ten rows that are broken in several ways, with all kinds of sections. */
export const violating = (): Report =>
  report(
    [
      ...['RES-204', 'RES-EMPTY', 'SEM-MERGE', 'SEM-REPLACE', 'SEM-ATOMIC', 'ERR-ENVELOPE', 'AUT-401'].map(
        (id) => row(id, 'violates'),
      ),
      row('RES-REQID', 'deviates'),
      row('SEM-KEY', 'waived'),
      row('SEM-DELETE', 'untestable'),
      row('ERR-CODE', 'informational'),
      row('RES-FRAMING'),
      row('THR-429', 'not-exercised'),
    ],
    {
      verdict: 'violates',
      findings: [
        ...['RES-204', 'RES-EMPTY', 'SEM-MERGE', 'SEM-REPLACE', 'SEM-ATOMIC', 'ERR-ENVELOPE', 'AUT-401'].map(
          (id) => finding(id, 'violates'),
        ),
        finding('SEM-MERGE', 'violates', {
          message: 'a second one',
          pointer: '/isUsableOnce',
          exchanges: ['e7'],
        }),
        finding('RES-REQID', 'deviates'),
        finding('SEM-KEY', 'waived', {
          waived: {
            by: 'waivers[0]',
            reason: 'until the next release',
            owner: 'gateway team',
            expires: '2027-03-31',
            link: 'https://tracker.example/7',
          },
        }),
        finding('ERR-CODE', 'informational'),
        trouble('a line cannot be read'),
      ],
      exchanges: [exchange('e3', { shown: shown() }), exchange('e7')],
      interactions: [
        {
          ...{
            consumer: 'portal',
            description: 'an update',
            state: 'the policy exists',
            source: 'a.json',
            outcome: 'violates',
          },
          ...{
            blame: 'provider',
            message: 'has status code 200',
            requirements: ['RES-204'],
            expected: '204',
            actual: '200',
          },
          ...{ exchanges: ['e3'], curl: 'curl -i http://127.0.0.1:4010/' },
        },
      ],
      inputs: [
        { file: 'http://127.0.0.1:4010/v1.0', read: 12, judged: 10, passedOver: { 'another operation': 2 } },
      ],
      waivers: [
        {
          by: 'waivers[0]',
          reason: 'until the next release',
          owner: 'gateway team',
          expires: '2027-03-31',
          names: 'SEM-KEY',
          target: null,
          state: 'used',
          matched: 1,
        },
        {
          by: 'waivers[1]',
          reason: 'forgotten',
          owner: 'nobody',
          expires: '2026-01-01',
          names: 'SEM-*',
          target: 'https://*',
          state: 'expired',
          matched: 3,
        },
      ],
    },
  );

/** Hostile text in every place that something from outside can reach. */
export function hostile(): Report {
  const made = violating();
  return {
    ...made,
    subject: { ...made.subject, target: HOSTILE },
    reason: HOSTILE,
    provenance: {
      ...made.provenance,
      commit: HOSTILE,
      ci: { name: HOSTILE, url: 'javascript:globalThis.harmed=true' },
    },
    findings: made.findings.map((each) => ({
      ...each,
      ...{
        message: HOSTILE,
        expected: HOSTILE,
        actual: HOSTILE.repeat(3),
        pointer: HOSTILE,
        curl: `curl '${HOSTILE}'`,
      },
      exchanges: ['e3', HOSTILE],
      ...(each.waived && {
        waived: { by: HOSTILE, reason: HOSTILE, link: 'javascript:globalThis.harmed=true' },
      }),
    })),
    exchanges: [
      exchange('e3', { url: HOSTILE, source: HOSTILE, method: HOSTILE, shown: shown(HOSTILE) }),
      exchange(HOSTILE, { shown: shown(HOSTILE) }),
    ],
    interactions: made.interactions.map((each) => ({
      ...each,
      ...{
        consumer: HOSTILE,
        description: HOSTILE,
        state: HOSTILE,
        source: HOSTILE,
        message: HOSTILE,
        expected: HOSTILE,
        actual: HOSTILE,
      },
    })),
    inputs: [{ file: HOSTILE, read: 1, judged: 1, passedOver: { [HOSTILE]: 1 } }],
    waivers: (made.waivers ?? []).map((each) => ({
      ...each,
      reason: HOSTILE,
      owner: HOSTILE,
      names: HOSTILE,
      target: HOSTILE,
      link: 'javascript:1',
    })),
  };
}

/** Ten thousand exchanges, each with a finding of its own. */
/** A sequence of updates of state A. */
const reproduction: Reproduction = {
  steps: Array.from({ length: 6 }, (_, at) => ({
    name: `step ${at}`,
    method: 'PATCH',
    path: defaultOperation().path,
    headers: [['Authorization', 'Bearer $GRAPH_TOKEN']],
    body: { data: JSON.stringify(defaultOperation().states.A), encoding: 'utf8' },
  })),
  expect: {
    check: 'state/apply',
    requirement: 'SEM-APPLY',
    pointer: '/defaultLength',
    step: 5,
    expected: '12',
    actual: '33',
    test: { kind: 'status', anyOf: ['204'] },
  },
};

/** Ten violated rows with so many findings each, every one with all that a finding can come with. */
export function tenRows(findings: number): Report {
  const ids = register.rows.filter(
    // The rules of HTTP are in a report where they are asked for.
    ({ actor, basis, checks }) => actor === 'provider' && basis !== 'http' && checks.length > 0,
  );
  const [broken, others] = [ids.slice(0, 10), ids.slice(10)].map((rows) => rows.map(({ id }) => id));
  return report(
    [...(broken ?? []).map((id) => row(id, 'violates')), ...(others ?? []).map((id) => row(id))],
    {
      verdict: 'violates',
      findings: (broken ?? []).flatMap((id) =>
        Array.from({ length: findings }, (_, at) =>
          finding(id, 'violates', {
            message: `member ${at} must be stored as it was sent (12), read 33`,
            pointer: `/member${at}`,
            exchanges: [`${id}-${at}`],
            reproduction,
          }),
        ),
      ),
      exchanges: (broken ?? []).flatMap((id) =>
        Array.from({ length: findings }, (_, at) =>
          exchange(`${id}-${at}`, at < 20 ? { shown: shown() } : {}),
        ),
      ),
    },
  );
}

export const many = (): Report =>
  report([row('SEM-MERGE', 'violates'), row('RES-204', 'violates')], {
    verdict: 'violates',
    findings: ['SEM-MERGE', 'RES-204'].flatMap((id) =>
      Array.from({ length: 5000 }, (_, at) =>
        finding(id, 'violates', {
          message: `member ${at} was lost`,
          pointer: `/${at}`,
          exchanges: [`${id}-${at}`],
        }),
      ),
    ),
    exchanges: ['SEM-MERGE', 'RES-204'].flatMap((id) =>
      Array.from({ length: 5000 }, (_, at) => exchange(`${id}-${at}`, at < 150 ? { shown: shown() } : {})),
    ),
  });
