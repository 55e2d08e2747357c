import type { Register } from '../contract/register/register';
import type { Finding } from '../results/report';
import { visible } from '../results/visible';
import { LONGEST } from './console-finding';
import { shortMessage, textOf, withoutTitle } from './finding';
import { groupBy, groupKey } from './grouping';
import { partition } from './parts';
import type { Terminal } from './terminal';

/** Findings in a line each, or in fewer lines. */
interface ShortLines {
  /** One line a check, and one for all rows that are untestable for the same reason. */
  oneEach(some: readonly Finding[]): string[];
  /** @param more what stands behind each */
  short(some: readonly Finding[], more?: (finding: Finding) => string): string[];
}

/** How findings are shortened for a terminal. */
export function shortLines(register: Register, { paint, fold }: Terminal): ShortLines {
  return { oneEach, short };

  function oneEach(some: readonly Finding[]): string[] {
    const [untestable, others] = partition(some, ({ outcome }) => outcome === 'untestable');
    const groups = [...groupBy(untestable, (finding) => reasonOf(finding, register)).values()];
    return [
      ...lineEach(others),
      ...groups.flatMap((group) => (group.length === 1 ? lineEach(group) : untestableLine(group))),
    ];
  }

  /** Rows that are untestable for one reason. */
  function untestableLine(group: readonly Finding[]): string[] {
    const rows = [...new Set(group.map(({ requirement }) => visible(requirement ?? 'the run')))];
    const reason = visible(reasonOf(group[0] as Finding, register), LONGEST);
    const [first = '', ...rest] = fold(`untestable  ${rows.join(', ')}: ${reason}`, 2);
    return [first.replace('untestable', paint('untestable', 'untestable')), ...rest];
  }

  function lineEach(some: readonly Finding[]): string[] {
    return [...groupBy(some, groupKey).values()].map((group) => {
      const [line = ''] = short(group.slice(0, 1));
      return group.length === 1 ? line : `${line} (and ${group.length - 1} more of this check)`;
    });
  }

  function short(some: readonly Finding[], more: (finding: Finding) => string = () => ''): string[] {
    return some.map((finding) => {
      const { heading } = textOf(finding, register, LONGEST);
      const message = shortMessage(finding, LONGEST);
      const [row] = heading.split('  ');
      const check = finding.check === null ? '' : `  [${visible(finding.check)}]`;
      return `${paint(finding.outcome, finding.outcome)}  ${row}${check}  ${message}${more(finding)}`;
    });
  }
}

/** Why a row is untestable, whatever row it is. */
const reasonOf = ({ message, requirement }: Finding, { byId }: Register): string =>
  withoutTitle(message, requirement === null ? undefined : byId.get(requirement)?.title);
