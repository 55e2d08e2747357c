// Our Pact, as a provider can answer it.
import { readFileSync } from 'node:fs';
import { ofProject, project } from './places.mjs';

const { testToken, READ_SCOPE, WRITE_SCOPE } = ofProject('./dist/src/index.js');
const { parse } = ofProject('yaml');

export const PACT = 'contracts/tap-policy-client-microsoft-graph-tap-policy.json';

const { states } = parse(readFileSync(project('contracts/provider-states.yaml'), 'utf8'));
const text = readFileSync(project(PACT), 'utf8');

/** Tokens that every provider of the fleet takes. */
export const tokens = { write: testToken(WRITE_SCOPE), read: testToken(READ_SCOPE) };

/** The groups that the Pact names; a provider may know others. */
export const GROUPS = [...new Set(text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi))];

/** The same text with the groups that a provider knows. */
export const withGroups = (written, groups) =>
  GROUPS.reduce((changed, group, at) => changed.replaceAll(group, groups[at] ?? group), written);

/** Whether a provider state is about the policy, and not about who sends the request. */
export const setsPolicy = ({ name }) => states.find((state) => state.name === name)?.sets === 'policy';

/** What a provider may lack, by the method of an interaction. */
const LACKED = { GET: 'read', DELETE: 'delete' };

/** The Pact with the interactions that a provider can answer, with tokens and groups that it knows. */
export function pactFor({ lacks, groups }) {
  const pact = JSON.parse(withGroups(text, groups));
  const kept = pact.interactions.filter(
    (interaction) =>
      !lacks.includes(LACKED[interaction.request.method]) &&
      !(lacks.includes('scopes') && callerOf(interaction)?.credentials === 'read'),
  );
  for (const interaction of kept) {
    const token = tokens[callerOf(interaction)?.credentials];
    if (token) interaction.request.headers.Authorization = [`Bearer ${token}`];
  }
  return { ...pact, interactions: kept };
}

const callerOf = ({ providerStates }) =>
  states.find(({ name, sets }) => sets === 'caller' && providerStates.some((state) => state.name === name));
