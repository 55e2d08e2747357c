import {
  OUTCOMES,
  type Finding,
  type InteractionResult,
  type Outcome,
  type PutBack,
  type Report,
  type ShownExchange,
  type ShownMessage,
  type WaivedBy,
  type WaiverResult,
} from './report';
import type { HttpForm } from '../exchanges/exchange';
import type { Reproduction } from './reproduction';

/** A report with its members in the order in which the type lists them. */
export const ordered = ({ tool, contract, subject, provenance, ...report }: Report): Report => ({
  schemaVersion: report.schemaVersion,
  tool: { name: tool.name, version: tool.version },
  contract: { operation: contract.operation, revision: contract.revision, digest: contract.digest },
  subject: {
    ...{ kind: subject.kind, target: subject.target },
    ...(subject.embedded && { embedded: subject.embedded }),
  },
  provenance: provenanceOf(provenance),
  verdict: report.verdict,
  reason: report.reason,
  strict: report.strict,
  counts: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, report.counts[outcome]])) as Record<
    Outcome,
    number
  >,
  requirements: report.requirements.map(({ id, level, basis, actor, outcome, judged, checks }) => ({
    ...{ id, level, basis, actor },
    ...{ outcome, judged, checks },
  })),
  findings: report.findings.map(findingOf),
  interactions: report.interactions.map(interactionOf),
  inputs: report.inputs.map(({ file, read, judged, passedOver, notShown }) => ({
    ...{ file, read, judged },
    passedOver: sorted(passedOver),
    ...(notShown && { notShown: sorted(notShown) }),
  })),
  exchanges: report.exchanges.map(({ id, source, method, url, status, outcome, place, shown }) => ({
    ...{ id, source, method, url, status, outcome },
    ...(place && { place: { file: place.file, line: place.line } }),
    ...(shown && { shown: shownOf(shown) }),
  })),
  ...(report.waivers && { waivers: report.waivers.map(waiverOf) }),
  ...(report.putBack && { putBack: putBackOf(report.putBack) }),
});

const sorted = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)));

const putBackOf = ({ equal, differences, first, last, writes, command }: PutBack): PutBack => ({
  ...{ equal, differences, first, last, writes, command },
});

const shownOf = ({ request, response, failure, before, after }: ShownExchange): ShownExchange => ({
  request: messageOf(request),
  response: response && messageOf(response),
  failure,
  before: before && { bytes: before.bytes, sample: before.sample },
  after: after && { bytes: after.bytes, sample: after.sample },
});

const messageOf = ({ head, asSent, body, encoding, omitted }: ShownMessage): ShownMessage => ({
  ...{ head, asSent, body, encoding, omitted },
});

const waivedOf = ({ by, reason, owner, expires, link }: WaivedBy): WaivedBy => ({
  ...{ by, reason },
  ...(owner !== undefined && { owner }),
  ...(expires !== undefined && { expires }),
  ...(link !== undefined && { link }),
});

const waiverOf = ({ names, target, state, matched, ...by }: WaiverResult): WaiverResult => ({
  ...waivedOf(by),
  ...{ names, target, state, matched },
});

function provenanceOf({ startedAt, durationMs, host, commit, ci, evidence, judgedAt }: Report['provenance']) {
  return {
    startedAt,
    durationMs,
    host: { platform: host.platform, node: host.node },
    commit,
    ...(ci && { ci: ci.url === undefined ? { name: ci.name } : { name: ci.name, url: ci.url } }),
    evidence: evidence && { file: evidence.file, digest: evidence.digest },
    ...(judgedAt !== undefined && { judgedAt }),
  };
}

const formOf = ({ version, hosts, target, expect, closes, twice }: HttpForm): HttpForm => ({
  ...(version && { version }),
  ...(hosts && { hosts }),
  ...(target && { target }),
  ...(expect !== undefined && { expect }),
  ...(closes !== undefined && { closes }),
  ...(twice && { twice }),
});

const reproductionOf = ({ steps, expect }: Reproduction): Reproduction => ({
  steps: steps.map(
    ({ name, method, path, headers, body, sendsBack, accept, settles, watch, together, http }) => ({
      ...{ name, method, path, headers },
      body: body && { encoding: body.encoding, data: body.data },
      ...(sendsBack && { sendsBack: { step: sendsBack.step, without: sendsBack.without } }),
      ...(accept !== undefined && { accept }),
      ...(settles && { settles }),
      ...(watch && { watch }),
      ...(together !== undefined && { together }),
      ...(http && { http: formOf(http) }),
    }),
  ),
  expect: {
    check: expect.check,
    requirement: expect.requirement,
    pointer: expect.pointer,
    step: expect.step,
    expected: expect.expected,
    actual: expect.actual,
    test: expect.test,
  },
});

/** The members of a finding that are kept as they are, in their order. */
const OF_FINDING = [
  ...(['id', 'followsFrom', 'check', 'requirement', 'level', 'outcome', 'blame', 'message'] as const),
  ...(['expected', 'actual', 'pointer', 'exchanges', 'count', 'others', 'curl'] as const),
];

/** Made member by member: an object that begins with a spread takes twice the time and room, which large reports feel. */
function findingOf(finding: Finding): Finding {
  const made: Record<string, unknown> = {};
  for (const name of OF_FINDING) if (finding[name] !== undefined) made[name] = finding[name];
  if (finding.reproduction) made['reproduction'] = reproductionOf(finding.reproduction);
  if (finding.waived) made['waived'] = waivedOf(finding.waived);
  return made as unknown as Finding;
}

const interactionOf = (interaction: InteractionResult): InteractionResult => ({
  consumer: interaction.consumer,
  description: interaction.description,
  state: interaction.state,
  source: interaction.source,
  outcome: interaction.outcome,
  blame: interaction.blame,
  message: interaction.message,
  requirements: interaction.requirements,
  expected: interaction.expected,
  actual: interaction.actual,
  exchanges: interaction.exchanges,
  curl: interaction.curl,
  ...(interaction.waived && { waived: waivedOf(interaction.waived) }),
});
