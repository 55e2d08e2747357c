import type { Register } from '../../contract/register/register';
import type {
  Finding,
  InteractionResult,
  NamedExchange,
  Outcome,
  Report,
  WaivedBy,
} from '../../results/report';
import { causesFirst } from '../../results/causes';
import { rankOf } from '../../results/outcome';
import { visible } from '../../results/visible';
import { exchangesByIds, fileOf, interactionText, scriptText, textOf, waivedText } from '../finding';
import { inRegister, inSources, logical } from './locations';
import { LEVELS, LONGEST, message, type Json, type Result } from './log';
import { ruleOfInteraction } from './rules';

/** What does not conform, worst first: findings of rows, and interactions. */
export function resultsOf(report: Report, register: Register): Result[] {
  const named = exchangesByIds(report);
  const found = [
    ...causesFirst(report.findings, ({ outcome }) => rankOf(outcome)).flatMap((finding) =>
      finding.requirement === null
        ? []
        : [
            {
              outcome: finding.outcome,
              make: () => findingResult(finding, named(finding.exchanges), report, register),
            },
          ],
    ),
    ...report.interactions.map((interaction) => ({
      outcome: interaction.outcome,
      make: () => interactionResult(interaction, named(interaction.exchanges), report, register),
    })),
  ];
  return found.filter(({ outcome }) => outcome !== 'conforms').map(({ make }) => make());
}

function findingResult(
  finding: Finding,
  named: readonly NamedExchange[],
  report: Report,
  register: Register,
): Result {
  const { requirement, check, outcome, level, pointer, exchanges, expected } = finding;
  const text = textOf(finding, register, LONGEST);
  const reproduction = scriptText(finding);
  const place = fileOf(named);
  return {
    ruleId: visible(requirement ?? ''),
    ...weight(outcome, level, report, finding.waived),
    message: {
      text: message([
        text.message,
        ...(text.requests === undefined ? [] : [`Request: ${text.requests}`]),
        `Expected: ${text.expected}`,
        `Actual: ${text.actual}`,
        ...(text.follows === undefined ? [] : [`Follows from: ${text.follows}`]),
        ...(text.remedy === undefined ? [] : [`What to change: ${text.remedy}`]),
      ]),
    },
    locations: [
      {
        physicalLocation: place ? inSources(place.file, place.line) : inRegister(register, requirement ?? ''),
        ...logical(named[0], pointer),
      },
    ],
    occurrenceCount: Math.max(1, finding.count),
    identity: [requirement, check, pointer, finding.blame, expected, place?.file],
    properties: {
      outcome,
      blame: finding.blame,
      ...(finding.id !== undefined && { id: visible(finding.id) }),
      ...(finding.followsFrom && { followsFrom: finding.followsFrom.map((id) => visible(id)) }),
      ...(check !== null && { check: visible(check) }),
      exchanges: exchanges.map((id) => visible(id)),
      ...(text.curl !== undefined && { curl: text.curl }),
      ...(reproduction !== undefined && { reproduction }),
    },
  };
}

function interactionResult(
  interaction: InteractionResult,
  named: readonly NamedExchange[],
  report: Report,
  register: Register,
): Result {
  const { outcome, consumer, description, state, source, exchanges } = interaction;
  const text = interactionText(interaction, register, LONGEST);
  return {
    ruleId: visible(ruleOfInteraction(interaction)),
    ...weight(outcome, 'MUST', report, interaction.waived),
    message: {
      text: message([
        `${text.heading}: ${text.message}`,
        ...(text.expected === undefined ? [] : [`Expected: ${text.expected}`]),
        ...(text.actual === undefined ? [] : [`Actual: ${text.actual}`]),
      ]),
    },
    locations: [{ physicalLocation: inSources(source, 1), ...logical(named[0], null) }],
    identity: [interaction.requirements, consumer, description, state, source],
    properties: {
      outcome,
      ...(text.blame !== undefined && { blame: text.blame }),
      exchanges: exchanges.map((id) => visible(id)),
      ...(text.curl !== undefined && { curl: text.curl }),
    },
  };
}

/** SARIF 3.27.9, 3.27.10, 3.35: what could not be judged is open and has no level; what is let through keeps it. */
function weight(outcome: Outcome, level: string | null, { strict }: Report, waived?: WaivedBy): Json {
  switch (outcome) {
    case 'violates':
      return { kind: 'fail', level: 'error' };
    case 'deviates':
      return { kind: 'fail', level: strict ? 'error' : 'warning' };
    case 'waived':
      return {
        kind: 'fail',
        level: LEVELS[level ?? ''] ?? 'note',
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: waived ? `${waivedText(waived)} (${visible(waived.by)})` : 'waived',
          },
        ],
      };
    case 'informational':
      return { kind: 'fail', level: 'note' };
    case 'conforms':
      return { kind: 'pass', level: 'none' };
    case 'not-applicable':
      return { kind: 'notApplicable', level: 'none' };
    case 'error':
    case 'untestable':
    case 'not-exercised':
      return { kind: 'open', level: 'none' };
  }
}
