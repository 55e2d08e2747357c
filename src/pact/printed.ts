import { stripVTControlCharacters } from 'node:util';
import type { VerifierOutput } from './verifier';

/** A replayed interaction, and its name in the verifier's output. */
export interface Replayed {
  consumer: string;
  description: string;
  states: string[];
  /** The name that the verifier's errors use. */
  name: string;
  /** The `_id` in the source; undefined if it has none. */
  id: string | undefined;
  /** Why the interaction was not sent, although the verifier ran it: no part of it is ignored in silence. */
  unreadable?: string;
}

/**
 * The interactions of a verification in the order of the replay. Some facts are only in the verifier's printed
 * output; this is for sources that only the verifier reads.
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

/** Both names are in bold, because a name may contain "and" itself. */
function partiesIn(line: string): { consumer: string; text: string } | undefined {
  const [, names] = /^\n?Verifying a pact between (.+)$/s.exec(line) ?? [];
  if (names === undefined) return undefined;
  const escape = String.fromCharCode(27);
  const [first = '', ...rest] = names.split(`${escape}[0m and ${escape}[1m`);
  return { consumer: plain(rest.length > 0 ? first : names.replace(/ and .*$/s, '')), text: plain(names) };
}
