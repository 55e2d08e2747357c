import type { Register } from '../../contract/register/register';
import type { Requirement } from '../../contract/register/row';
import type { InteractionResult, Report } from '../../results/report';
import { visible } from '../../results/visible';
import { httpsLink, prose } from '../markdown-text';
import { LEVELS, LONGEST, type Rule } from './log';

/** The rule of interactions that no row decides. */
const PACT = 'PACT';

/** The rows of the report, and those that only a finding or an interaction names. */
export function rulesOf(report: Report, register: Register): Rule[] {
  const ids = [
    ...report.requirements.map(({ id }) => id),
    ...report.findings.flatMap(({ requirement }) => requirement ?? []),
    ...report.interactions.filter(({ outcome }) => outcome !== 'conforms').map(ruleOfInteraction),
  ];
  const levels = new Map(report.requirements.map(({ id, level }) => [id, level]));
  const rules = ids.map((id): [string, Rule] => {
    const row = register.byId.get(id);
    return [visible(id), ruleOf(id, levels.get(id) ?? row?.level, row)];
  });
  return [...new Map(rules).values()];
}

function ruleOf(id: string, level: string | undefined, row: Requirement | undefined): Rule {
  const rule = { id: visible(id), defaultConfiguration: { level: LEVELS[level ?? ''] ?? 'note' } };
  if (id === PACT && !row)
    return {
      ...rule,
      name: 'Interactions of Pacts hold',
      shortDescription: { text: 'Interactions of Pacts hold' },
      defaultConfiguration: { level: 'error' },
    };
  if (!row) return { ...rule, shortDescription: { text: visible(id) } };
  const [source] = row.sources;
  const { text, markdown } = helpOf(row);
  return {
    ...rule,
    name: visible(row.title, 255),
    shortDescription: { text: visible(row.title, LONGEST) },
    fullDescription: { text: visible(row.statement, LONGEST) },
    ...(source && { helpUri: visible(source.url) }),
    help: { text, markdown },
    properties: { level: row.level, basis: row.basis, actor: row.actor, tags: [row.actor, row.basis] },
  };
}

function helpOf(row: Requirement): { text: string; markdown: string } {
  const parts: [string, string | undefined][] = [
    ['', row.statement],
    ['Why', row.why],
    ['Derived from', row.derivedFrom],
  ];
  const told = parts.flatMap(([label, text]): [string, string][] =>
    text === undefined ? [] : [[label && `${label}: `, visible(text, LONGEST)]],
  );
  const change = row.remedy === undefined ? undefined : visible(row.remedy, LONGEST);
  const clauses = row.sources.map(({ page, section, url }) => ({
    place: visible(`${page}, ${section}`),
    url: visible(url),
  }));
  return {
    text: [
      ...told.map(([label, text]) => `${label}${text}`),
      ...clauses.map(({ place, url }) => `Clause: ${place} ${url}`),
      ...(change === undefined ? [] : [`What to change: ${change}`]),
    ].join('\n\n'),
    markdown: [
      ...told.map(([label, text]) => `${label && `**${label.trim()}** `}${prose(text)}`),
      ...clauses.map(({ place, url }) => `**Clause:** ${httpsLink(place, url)}`),
      ...(change === undefined ? [] : [`**What to change:** ${prose(change)}`]),
    ].join('\n\n'),
  };
}

/** The first row that decides; one of its own where none does. */
export const ruleOfInteraction = ({ requirements: [first] }: InteractionResult): string => first ?? PACT;
