/** The Pact files of contracts/, and as much of their shape as the tests look at. */
import { readFileSync, readdirSync } from 'node:fs';
import { packageFile } from '../../src/contract/package-root';

export interface Pact {
  interactions: Interaction[];
}

export interface Interaction {
  description: string;
  providerStates?: { name: string; params?: Record<string, unknown> }[];
  request: { headers?: Record<string, string[]>; body?: { content: unknown } };
  response: { status: number };
}

const names = readdirSync(packageFile('contracts')).filter((name) => name.endsWith('.json'));

/** The Pact files, as text and read; new ones each time, so that a test may change them. */
export const pactFiles = (): { name: string; text: string; pact: Pact }[] =>
  names.map((name) => {
    const text = readFileSync(packageFile('contracts', name), 'utf8');
    return { name, text, pact: JSON.parse(text) as Pact };
  });

/** The Pact of the reference consumer. */
const REFERENCE = 'tap-policy-client-microsoft-graph-tap-policy.json';

/** A Pact that holds one interaction of the reference consumer's, changed. */
export function pactWith(description: string, change: (interaction: Interaction) => void): Pact {
  const { pact } = pactFiles().find(({ name }) => name === REFERENCE) ?? {};
  const interaction = pact?.interactions.find((candidate) => candidate.description === description);
  if (!pact || !interaction) throw new Error(`There is no interaction "${description}".`);
  change(interaction);
  return { ...pact, interactions: [interaction] };
}
