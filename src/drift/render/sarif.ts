import { inSources } from '../../reports/sarif/locations';
import { message, PACKAGE, renderLog, RESULTS, type Result } from '../../reports/sarif/log';
import { visible } from '../../results/visible';
import { aspectOf } from '../compare/relation';
import { exitCodeOfDrift, type Contradiction, type Drift, type Effect, type Reworded } from '../result';
import type { Place } from '../statements';
import { placeInWords } from '../words';
import { effects } from './console';
import { decisionOn } from './markdown';

/** Number of characters of a message that are kept. */
const LONGEST = 1000;

/** Files of the package that contain places in the slice. */
const OWN = /^spec\//;

/**
 * Renders drift.sarif: a rule for each kind of statement, and a result for each contradiction at its place in the
 * source. Contradictions in the ledger are suppressed, with the decision as the reason.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderDriftSarif(drift: Drift): string {
  const shown = drift.contradictions.slice(0, RESULTS);
  const reworded = drift.reworded.slice(0, RESULTS - shown.length);
  const rules = [...new Set(shown.map(({ key }) => ruleOf(key)))];
  return renderLog([
    {
      tool: { name: drift.tool.name, version: drift.tool.version },
      rules: [
        ...rules.map((id) => ({
          id,
          shortDescription: { text: `The sources agree with the slice on: ${id.replace(/^DRIFT-/, '')}` },
          defaultConfiguration: { level: 'error' as const },
        })),
        ...(reworded.length > 0 ? [WORDING] : []),
      ],
      invocation: {
        executionSuccessful: drift.verdict !== 'nothing compared',
        exitCode: exitCodeOfDrift(drift),
        exitCodeDescription: drift.verdict,
      },
      automationDetails: { id: `${visible(drift.tool.name)}/drift/` },
      results: [...shown.map((each) => resultOf(each, drift)), ...reworded.map(rewordedResult)],
      properties: { verdict: drift.verdict, counts: drift.counts },
    },
  ]);
}

/** The rule that sentences break which are not what they were when the slice was written. */
const WORDING = {
  id: 'DRIFT-wording',
  shortDescription: { text: 'The pages say what they said when the slice was written' },
  defaultConfiguration: { level: 'note' as const },
};

const rewordedResult = ({ change, place, text }: Reworded): Result => ({
  ruleId: WORDING.id,
  kind: 'fail',
  level: 'note',
  message: {
    text: message([
      change === 'gone'
        ? 'A sentence is gone behind this line.'
        : `The page ${change === 'new' ? 'has a new sentence' : 'says now'}: ${visible(text ?? '', LONGEST)}`,
    ]),
  },
  locations: [{ physicalLocation: locationOf(place) }],
  identity: [WORDING.id, place.file, change, text ?? String(place.line)],
  properties: { change },
});

const ruleOf = (key: string): string => visible(`DRIFT-${aspectOf(key)}`);

const LEVELS: Record<Effect, 'error' | 'warning' | 'note'> = {
  breaking: 'error',
  widening: 'warning',
  harmless: 'note',
};
const WORST: readonly Effect[] = ['breaking', 'widening', 'harmless'];

function resultOf(each: Contradiction, drift: Drift): Result {
  const { key, kind, actual, places, against, disagreement, clients, providers } = each;
  const worst = WORST.find((effect) => effect === clients || effect === providers) ?? 'breaking';
  return {
    ruleId: ruleOf(key),
    kind: 'fail',
    level: LEVELS[worst],
    message: {
      text: message([
        visible(each.message, LONGEST),
        ...against.slice(0, 3).map((place) => `Against: ${visible(placeInWords(place), LONGEST)}`),
        effects(each),
      ]),
    },
    locations: places
      .slice(0, 1)
      .map((place) => ({ physicalLocation: locationOf(place), ...logical(place) })),
    relatedLocations: [...places.slice(1), ...against].slice(0, 20).map((place, id) => ({
      id,
      physicalLocation: locationOf(place),
      ...logical(place),
    })),
    ...(disagreement !== null && {
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: visible(`${disagreement}: ${decisionOn(each, drift)}`, LONGEST),
        },
      ],
    }),
    identity: [key, kind, actual],
    properties: { clients, providers, disagreement, statement: visible(key) },
  };
}

function locationOf({ file, line }: Place): Record<string, unknown> {
  const location = inSources(file, line ?? 1);
  if (!OWN.test(file)) return location;
  return { ...location, artifactLocation: { uri: file, uriBaseId: PACKAGE } };
}

const logical = ({ pointer }: Place): Record<string, unknown> =>
  pointer === undefined
    ? {}
    : { logicalLocations: [{ fullyQualifiedName: visible(pointer), kind: 'member' }] };
