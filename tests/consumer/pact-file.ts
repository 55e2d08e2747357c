/** The Pact file that the consumer's tests write, and the committed one that it has to be. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';
import { MALFORMED, MALFORMED_UPDATE } from './refusals';
import { CONSUMER, PROVIDER } from './support';

export const NAME = `${CONSUMER}-${PROVIDER}.json`;
const COMMITTED = packageFile('contracts', NAME);

/** The text of the Pact file that the mock server left in a folder, as it is to be committed. */
export function writtenIn(folder: string): string {
  const pact = JSON.parse(readFileSync(path.join(folder, NAME), 'utf8')) as PactFile;
  return `${JSON.stringify(withMalformedBody(pact), undefined, 2)}\n`;
}

/** The text of the committed file; empty when there is none. */
export const committed = (): string => (existsSync(COMMITTED) ? readFileSync(COMMITTED, 'utf8') : '');

/** Makes the text the one to commit. */
export const store = (written: string): void => writeFileSync(COMMITTED, written);

interface PactFile {
  interactions: { description: string; request: object }[];
}

/**
 * Puts the malformed body into its request. The mock server parses every body of application/json, whatever
 * the interaction says of it, and so can't be told of one that is no JSON. In base64 a verification sends it
 * as it stands; as text it would be sent as a JSON string.
 */
function withMalformedBody(pact: PactFile): PactFile {
  const content = Buffer.from(MALFORMED).toString('base64');
  const body = { content, contentType: 'application/json', encoded: 'base64' };
  const interactions = pact.interactions.map((interaction) =>
    interaction.description === MALFORMED_UPDATE
      ? { ...interaction, request: { body, ...interaction.request } }
      : interaction,
  );
  return { ...pact, interactions };
}
