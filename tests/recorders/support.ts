import { openFile } from '../../src/exchanges/readers/source';
import { testToken, WRITE_SCOPE } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { check } from '../../src/run/check';
import { TYPE } from '../checks/support';

/** What `check` says of a file. */
export const checked = (file: string): Promise<Report> =>
  check({ sources: [openFile(file, file)], env: { GITHUB_SHA: '0'.repeat(40) } });

/** The rows that a MUST of which is broken. */
export const broken = ({ findings }: Report): string[] => [
  ...new Set(
    findings.flatMap(({ outcome, requirement }) =>
      outcome === 'violates' && requirement ? [requirement] : [],
    ),
  ),
];

export const SENT_HEADERS = {
  Authorization: `Bearer ${testToken(WRITE_SCOPE)}`,
  'Content-Type': 'application/json',
};
export const GOOD = { '@odata.type': TYPE, isUsableOnce: true };
/** Each wrong in one respect, with the row that says so. */
export const WRONG: readonly [body: Record<string, string | number | boolean>, row: string][] = [
  [{ isUsableOnce: true }, 'REQ-TYPE'],
  [{ '@odata.type': TYPE, defaultLength: 100 }, 'REQ-LEN'],
  [{ '@odata.type': TYPE, state: 'on' }, 'REQ-STATE'],
];
