import { XMLBuilder } from 'fast-xml-parser';
import type { Register } from '../requirements/register';
import { isRed, rankOf, textOf } from './finding';
import type { Finding, Outcome, Report, RequirementResult } from './report';
import { visible } from './visible';

/** The families of checks, in the order of the suites; those of an overlay come behind them. */
const FAMILIES = ['request', 'response', 'state', 'errors', 'authorization', 'batch'];
/** The suite of what is of no check: a provider that isn't there, a run that was broken off. */
const RUN = 'run';
/** How much of a message or a value is shown. */
const LONGEST = 2000;

/** How a test case ends, in the words of JUnit. */
type Ending = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  suite: string;
  name: string;
  seconds: number;
  ending: Ending;
  outcome: Outcome;
  /** In one line. */
  message: string;
  findings: Finding[];
}

/**
 * The report as JUnit XML, which CI systems read: a suite for each family of checks and a case for each
 * check. A case fails exactly if the verdict isn't `conforms`; one that isn't red is passed or skipped.
 */
export function renderJunit(report: Report, register: Register): string {
  const cases = [...checkCases(report), ...interactionCases(report)];
  const all = [runCase(report, cases), ...cases];
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    format: true,
    // Else an attribute with the value `true` loses it, which is no XML.
    suppressBooleanAttributes: false,
  });
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    testsuites: {
      '@_name': 'graph-contract',
      ...totals(all),
      testsuite: suites(all).map(([name, some]) => ({
        '@_name': visible(name),
        ...totals(some),
        '@_timestamp': visible(report.provenance.startedAt),
        properties: { property: properties(report) },
        testcase: some.map((one) => caseElement(one, register)),
      })),
    },
  });
}

/** A case for each check of each row, and one for each check that only a finding names. */
function checkCases(report: Report): Case[] {
  const cases = report.requirements.flatMap((row) => {
    const found = new Map(row.checks.map((check) => [check, findingsOf(check, row, report)]));
    const told = [...found.values()].flat().some(({ outcome }) => outcome === row.outcome);
    return [...found].map(([check, findings]) => {
      // What no finding of the row accounts for is put on all its checks.
      const own: Outcome[] = findings.map(({ outcome }) => outcome);
      if (!told) own.push(row.outcome);
      return caseOf(check, worst(own), row.level, findings, report);
    });
  });
  const named = new Set(report.requirements.flatMap(({ checks }) => checks));
  const strays = Map.groupBy
  return cases;
}
