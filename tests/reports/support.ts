import { loadRegister } from '../../src/contract/register/register';
import {
  OUTCOMES,
  type Finding,
  type InteractionResult,
  type NamedExchange,
  type Outcome,
  type Report,
  type RequirementResult,
} from '../../src/results/report';

export const register = loadRegister();

const TARGET = 'http://127.0.0.1:4010/v1.0';
const POLICY = `${TARGET}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass`;

export const CURL = `curl -i -X PATCH -H "Authorization: Bearer $GRAPH_TOKEN" -H 'Content-Type: application/json' --data-binary '{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration","state":"enabled"}' ${POLICY}`;

/** A row of the register with this outcome. */
export function row(id: string, outcome: Outcome = 'conforms'): RequirementResult {
  const requirement = register.byId.get(id);
  if (!requirement) throw new Error(`no row ${id}`);
  const { level, basis, actor, checks } = requirement;
  const judged = ['untestable', 'not-exercised', 'not-applicable'].includes(outcome) ? 0 : 3;
  return { id, level, basis, actor, outcome, judged, checks: [...checks] };
}

/** A finding of a row's first check. */
export function finding(id: string, outcome: Outcome, more: Partial<Finding> = {}): Finding {
  const { level, checks } = row(id);
  return {
    check: checks[0] ?? null,
    requirement: id,
    level,
    outcome,
    blame: 'provider',
    message: 'success must be 204, got 200',
    expected: '204 without content',
    actual: '200 with 412 bytes of JSON',
    pointer: 'status',
    exchanges: ['e3', 'e7'],
    count: 7,
    curl: CURL,
    ...more,
  };
}

/** Trouble that is of no row. */
export const trouble = (message: string, more: Partial<Finding> = {}): Finding => ({
  ...finding('RES-204', 'error', { blame: 'environment', message, curl: null, exchanges: [], count: 1 }),
  ...{ check: null, requirement: null, level: null, pointer: null },
  ...more,
});

export const exchange = (id: string, more: Partial<NamedExchange> = {}): NamedExchange => ({
  ...{ id, source: 'verify', method: 'PATCH', url: POLICY, status: 200, outcome: 'violates' },
  ...more,
});

/** A report of these rows; the counts are theirs. */
export function report(requirements: RequirementResult[], more: Partial<Report> = {}): Report {
  const counts = Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, requirements.filter((one) => one.outcome === outcome).length]),
  ) as Record<Outcome, number>;
  return {
    schemaVersion: 1,
    tool: { name: 'graph-contract', version: '0.1.0' },
    contract: { operation: register.operation.signature, revision: '2026-11-22', digest: 'sha256:0a' },
    subject: { kind: 'provider', target: TARGET },
    provenance: {
      startedAt: '2026-11-30T03:00:00.000Z',
      durationMs: 1234,
      host: { platform: 'linux', node: '20.20.2' },
      commit: '525adb0',
      ci: { name: 'GitHub Actions', url: 'https://github.com/example/example/actions/runs/1' },
      evidence: { file: 'reports/evidence.ndjson', digest: 'sha256:0b' },
    },
    verdict: 'conforms',
    reason: null,
    strict: false,
    counts,
    requirements,
    findings: [],
    interactions: [],
    inputs: [],
    exchanges: [],
    ...more,
  };
}

export const interaction = (
  description: string,
  more: Partial<InteractionResult> = {},
): InteractionResult => ({
  consumer: 'portal',
  description,
  state: null,
  source: 'pacts/portal.json',
  outcome: 'conforms',
  blame: null,
  message: null,
  requirements: [],
  expected: null,
  actual: null,
  exchanges: [],
  curl: null,
  ...more,
});

export const conforming = (): Report =>
  report([row('REQ-TYPE'), row('RES-204'), row('SEM-MERGE'), row('THR-429', 'not-exercised')]);

export const violating = (): Report =>
  report(
    [
      row('RES-204', 'violates'),
      row('RES-REQID', 'deviates'),
      row('ERR-CODE', 'informational'),
      row('AUT-401', 'waived'),
      row('BAT-OUTER', 'not-applicable'),
      row('SEM-MERGE'),
    ],
    {
      verdict: 'violates',
      findings: [
        finding('ERR-CODE', 'informational'),
        finding('RES-REQID', 'deviates', { message: 'request-id is missing', pointer: 'header:request-id' }),
        finding('AUT-401', 'waived', { message: 'WWW-Authenticate is missing' }),
        finding('RES-204', 'violates'),
      ],
      exchanges: [exchange('e3'), exchange('e7')],
      interactions: [
        interaction('an update', {
          state: 'the policy exists',
          outcome: 'violates',
          blame: 'client',
          message: 'expected 200 but was 204. It is RES-204',
          requirements: ['RES-204'],
          expected: 'status: 200',
          actual: 'status: 204',
          exchanges: ['x9'],
          curl: 'curl -i -X PATCH -H "Authorization: Bearer $GRAPH_TOKEN" \'http://127.0.0.1/a b\'',
        }),
        interaction('a read'),
      ],
      inputs: [{ file: 'traffic.har', read: 40, judged: 12, passedOver: { 'another operation': 28 } }],
    },
  );

export const incomplete = (): Report =>
  report([row('RES-204', 'untestable'), row('THR-429', 'untestable'), row('REQ-TYPE')], {
    verdict: 'incomplete',
    reason: 'the provider did not answer',
    findings: [
      finding('RES-204', 'untestable', {
        check: null,
        message: 'the provider did not answer',
        pointer: null,
        curl: null,
      }),
      trouble('connect ECONNREFUSED 127.0.0.1:4010'),
    ],
  });

/** A report whose violation is let through, with what became of the waivers. */
export const waived = (): Report => {
  const by = {
    by: 'waivers[0]',
    reason: 'the gateway answers 200 until its next release',
    owner: 'team-gateway',
    expires: '2026-12-06',
    link: 'https://tracker.example/GW-7',
  };
  return report([row('RES-204', 'waived'), row('SEM-MERGE')], {
    findings: [finding('RES-204', 'waived', { waived: by })],
    exchanges: [exchange('e3', { outcome: 'waived' })],
    interactions: [
      interaction('an update', { outcome: 'waived', blame: 'provider', message: 'expected 204', waived: by }),
    ],
    waivers: [
      { ...by, names: 'RES-204', target: null, state: 'expiring', matched: 2 },
      {
        by: 'waivers[1]',
        reason: 'no longer so',
        names: 'state/*',
        target: 'http://*',
        state: 'stale',
        matched: 0,
      },
    ],
  });
};

/** A report on traffic of a client that was read from a file. */
export const placed = (): Report =>
  report([row('REQ-TYPE', 'violates')], {
    verdict: 'violates',
    subject: { kind: 'client', target: 'recorded/portal traffic.har' },
    findings: [finding('REQ-TYPE', 'violates', { blame: 'client', pointer: '/@odata.type' })],
    exchanges: [
      exchange('e3', { source: 'har', place: { file: 'recorded/portal traffic.har', line: 1209 } }),
      exchange('e7', { source: 'har', place: { file: 'recorded/portal traffic.har', line: 4711 } }),
    ],
  });

/** Nothing was judged. */
export const noRows = (): Report => report([], { verdict: 'incomplete', reason: 'nothing was judged' });

/** What a hostile provider, client or file could put into any text. */
export const HOSTILE =
  '\u001b[2J\u001b]0;x\u0007 \u202egnp.exe\u2066\u200b\ufeff\0\u0085\u009b31m\ud800\udc00\ud800 a\r\nb\u2028c\td\u00a0 ]]> --> <b a="1">&amp;\'"$& \ufffe\u{e0041} %s ${x} `y` ::error::z ##vso[task.complete]';

/** A report with `HOSTILE` in every text that a run doesn't write itself. */
export function hostile(): Report {
  const text = HOSTILE;
  const all = { message: text, expected: text, actual: text, pointer: text, exchanges: [text], curl: text };
  return report(
    [row('RES-204', 'violates'), { ...row('SEM-MERGE', 'deviates'), id: text, checks: [`${text}/${text}`] }],
    {
      tool: { name: text, version: text },
      contract: { operation: text, revision: text, digest: text },
      subject: { kind: 'traffic', target: text },
      provenance: {
        startedAt: text,
        durationMs: 1,
        host: { platform: text, node: text },
        commit: text,
        ci: { name: text, url: text },
        evidence: { file: text, digest: text },
      },
      verdict: 'violates',
      reason: text,
      findings: [
        finding('RES-204', 'violates', all),
        finding('RES-204', 'deviates', { ...all, requirement: text, check: text }),
        finding('RES-204', 'informational', all),
        trouble(text, all),
      ],
      interactions: [
        {
          ...{ consumer: text, description: text, state: text, source: text },
          ...{ outcome: 'violates', blame: 'provider', message: text, requirements: [text] },
          ...{ expected: text, actual: text, exchanges: [text], curl: text },
        },
      ],
      inputs: [{ file: text, read: 1, judged: 1, passedOver: { [text]: 1 } }],
      exchanges: [exchange(text, { source: text, method: text, url: text })],
    },
  );
}

/** The same, with what is told in a line of its own: what is untestable or follows, inputs, waivers, and places in files. */
export function hostileInLines(): Report {
  const [made, text] = [hostile(), HOSTILE];
  const named = { requirement: text, check: text, message: text };
  const input = { file: text, read: 2, judged: 1, passedOver: { [text]: 1 }, notShown: { [text]: 1 } };
  const waiver = { by: text, names: text, reason: text, target: text, matched: 0 };
  const steps = [text, text].map((name) => ({
    ...{ name, method: text, path: text, headers: [[text, text]] as [string, string][], body: null },
  }));
  const reproduction = {
    steps,
    expect: {
      ...{ check: text, requirement: text, pointer: text, step: 1, expected: text, actual: text, test: null },
    },
  };
  return {
    ...made,
    findings: [
      ...made.findings,
      finding('RES-204', 'violates', { ...named, id: 'cause', reproduction }),
      finding('RES-204', 'violates', { ...named, id: 'follows', followsFrom: ['cause'] }),
      finding('RES-204', 'untestable', named),
      finding('RES-204', 'untestable', { ...named, check: `${text} too` }),
    ],
    inputs: [input, input],
    waivers: [
      { ...waiver, state: 'expired', expires: text },
      { ...waiver, state: 'stale' },
    ],
    exchanges: [exchange(text, { source: text, method: text, url: text, place: { file: text, line: 1 } })],
  };
}

/** What no output may hold, line ends aside: what is hidden, and what commands a CI system. */
export const UNSAFE = /^\s*::[a-z]|##(?:vso)?\[|[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff\u00a0]/mu;

/** How many of the provider's MUST rows a report has nothing of. */
export const leftOut = ({ requirements }: Report): number =>
  register.rows.filter(
    ({ id, level, actor, basis }) =>
      level === 'MUST' &&
      actor === 'provider' &&
      basis !== 'http' &&
      !requirements.some((each) => each.id === id),
  ).length;
