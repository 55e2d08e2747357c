import type { Strength } from './score';
import type { Reproduced } from './score-reproductions';
import { visible } from '../results/visible';

/** The result as JSON, in the order of the catalogue. */
export const renderStrengthJson = (strength: Strength): string => `${JSON.stringify(strength, null, 2)}\n`;

/** The result for the console: the score first, then everything that is not as it should be. */
export function renderStrength(strength: Strength): string {
  const { faults, variants } = strength;
  const survivors = faults.filter(({ killed }) => !killed);
  const misnamed = faults.filter(({ killed, named }) => killed && !named);
  const misblamed = faults.filter(({ killed, blamed }) => killed && !blamed);
  const sections: [title: string, lines: string[]][] = [
    ['survivors', survivors.map(({ id, breaks, level, says }) => `${id}  ${breaks} ${level}  ${says}`)],
    [
      'false alarms',
      variants.flatMap(({ id, alarms }) => (alarms.length === 0 ? [] : [`${id}  ${alarms.join(', ')}`])),
    ],
    ['noticed without naming the row that is broken', misnamed.map(({ id, breaks }) => `${id}  ${breaks}`)],
    [
      'first shown by another row',
      faults.filter(({ killed, first }) => killed && !first).map(({ id, breaks }) => `${id}  ${breaks}`),
    ],
    [
      'told as several causes',
      faults.filter(({ causes }) => causes > 1).map(({ id, causes }) => `${id}  ${causes}`),
    ],
    [
      'reproductions that do not show the row of the fault, or show without it',
      faults.flatMap(({ id, reproduction }) =>
        reproduction && !(reproduction.own && reproduction.silent)
          ? [`${id}  ${reproduction.failing.join('; ')}`]
          : [],
      ),
    ],
    ['blamed on another', misblamed.map(({ id }) => id)],
    [
      'rows beside the one that is broken, not in the catalogue',
      faults.flatMap(({ id, unexpected }) =>
        unexpected.length === 0 ? [] : [`${id}  ${unexpected.join(', ')}`],
      ),
    ],
    ['could not be judged', strength.untried.map(({ id, problem }) => `${id}  ${problem}`)],
    ['checks that no fault needs', strength.idle],
    ['rows with fewer than two faults', strength.thin],
    [
      'rows that one check alone guards',
      strength.singles.map(({ requirement, check }) => `${requirement}  ${check}`),
    ],
  ];
  return `${[
    ...summaryLines(strength),
    ...sections.flatMap(([title, lines]) =>
      lines.length === 0
        ? []
        : ['', `${title} (${lines.length}):`, ...lines.map((line) => `  ${visible(line)}`)],
    ),
  ].join('\n')}\n`;
}

/** The score in a few lines. */
export function summaryLines({ faults, variants, score, untried }: Strength): string[] {
  const killed = faults.filter((fault) => fault.killed).length;
  const levels = (['MUST', 'SHOULD', 'INFO'] as const)
    .filter((level) => score.levels[level].faults > 0)
    .map((level) => `${level} ${score.levels[level].killed} of ${score.levels[level].faults}`);
  return [
    `faults noticed: ${killed} of ${faults.length} (${levels.join(', ')})`,
    `false alarms: ${score.alarms} on ${variants.length} conforming variants`,
    `the row that is broken is named: ${score.named} of ${killed}`,
    `the first finding is of that row: ${score.first} of ${killed} (${percent(score.first, killed)})`,
    `reported as one cause: ${score.single} of ${killed} (${percent(score.single, killed)})`,
    `only the provider is blamed: ${score.blamed} of ${killed}`,
    ...(score.reproduced ? reproducedLines(score.reproduced) : []),
    ...(untried.length === 0 ? [] : [`could not be judged: ${untried.length}`]),
  ];
}

const reproducedLines = ({ faults, shown, own, silent, median, p90 }: Reproduced): string[] => [
  `reproduced against a fresh provider: ${shown} of ${faults} (${percent(shown, faults)}), ${own} by that row`,
  `not reproduced without the fault: ${silent} of ${faults} (${percent(silent, faults)})`,
  `requests of a reproduction: ${median} at the median, ${p90} at the 90th percentile`,
];

const percent = (some: number, all: number): string =>
  all === 0 ? 'none' : `${((100 * some) / all).toFixed(1)} %`;

/** The result in Markdown: the score, and the matrix of faults and the checks that detect them. */
export function renderStrengthMarkdown(strength: Strength): string {
  const { faults, variants } = strength;
  return [
    '# Detection strength',
    '',
    ...summaryLines(strength).map((line) => `- ${line}`),
    '',
    '## Faults',
    '',
    '| fault | breaks | level | what goes wrong | noticed by |',
    '| --- | --- | --- | --- | --- |',
    ...faults.map(
      ({ id, breaks, level, says, killed, checks }) =>
        `| ${cell(id)} | ${cell(breaks)} | ${level} | ${cell(says)} | ${killed ? checks.map(cell).join(', ') : '**survives**'} |`,
    ),
    '',
    '## Conforming variants',
    '',
    '| variant | what it does otherwise | alarms |',
    '| --- | --- | --- |',
    ...variants.map(
      ({ id, says, alarms }) => `| ${cell(id)} | ${cell(says)} | ${alarms.map(cell).join(', ') || 'none'} |`,
    ),
    '',
  ].join('\n');
}

const cell = (text: string): string => visible(text).replaceAll('|', '\\|');
