import { stripVTControlCharacters } from 'node:util';
import type { VerifierOutput } from './verifier';

/** An interaction that was replayed, and how the verifier calls it. */
export interface Replayed {
  consumer: string;
  description: string;
  states: string[];
  /** How its errors name it. */
  name: string;
  /** The `_id` that the source gave it; undefined where it has none. */
  id: string | undefined;
  /** Why it was not sent, though it was replayed: no part of it is left out without a word. */
  unreadable?: string;
}

/**
 * The interactions of an account with what only its printed part says of them, in the order in which they
 * were replayed; for sources that nobody but the verifier has read.
 */
export function printedInteractions({ interactionResults, output }: VerifierOutput): Replayed[] {
  let parties = { consumer: '', text: '' };
  let line = 0;
  return interactionResults.map(({ description, interactionId: id }) => {
    const heading = `  ${description} (`;
    while (line < output.length && !plain(output[line]).startsWith(heading)) {
      parties = partiesIn(output[line] as string) ?? parties;
      line += 1;
    }
    const states: string[] = [];
    for (line += 1; line < output.length; line += 1) {
      const [, state] = /^ {5}(?:Given|And) (.+)$/s.exec(plain(output[line])) ?? [];
      if (state === undefined) break;
      states.push(state);
    }
    const given = states.length === 0 ? '' : ` Given ${states.join(' And ')}`;
    return {
      consumer: parties.consumer,
      description,
      states,
      name: `Verifying a pact between ${parties.text}${given} - ${description}`,
      id,
    };
  });
}

const plain = (line = ''): string => stripVTControlCharacters(line);

/** Both names are in bold, and a name may itself hold an "and". */
function partiesIn(line: string): { consumer: string; text: string } | undefined {
  const [, names] = /^\n?Verifying a pact between (.+)$/s.exec(line) ?? [];
  if (names === undefined) return undefined;
  const escape = String.fromCharCode(27);
  const [first = '', ...rest] = names.split(`${escape}[0m and ${escape}[1m`);
  return { consumer: plain(rest.length > 0 ? first : names.replace(/ and .*$/s, '')), text: plain(names) };
}
