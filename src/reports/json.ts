import { ordered } from '../results/ordered';
import type { Report } from '../results/report';
import { visibleJson } from '../results/visible';

/** report.json: members in the order in which the type lists them, whatever order the run made them in. */
export const renderJson = (report: Report): string =>
  `${visibleJson(JSON.stringify(ordered(report), null, 2))}\n`;
