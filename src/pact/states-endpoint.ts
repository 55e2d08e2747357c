import { Gathered } from '../bounds/gathered';
import { LIMITS, raising } from '../bounds/limits';
import { parseJson } from '../exchanges/json-text';
import type { StateChange } from './tap';

/** Asks the provider's own endpoint to set up a state, as Pact's verifier would. */
export async function askForState(
  url: string,
  change: StateChange,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<{ values: object } | { problem: string }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(change),
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]),
    });
    const text = await textOf(answer);
    if (!answer.ok) return { problem: `"${change.state}" was answered by ${url} with ${answer.status}` };
    return { values: objectIn(text) };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: Error };
    return { problem: `"${change.state}": ${url} does not answer (${cause?.message || message})` };
  }
}

/** Reads the text of a short answer. @throws Error if it exceeds the limit */
async function textOf({ body }: Response): Promise<string> {
  const gathered = new Gathered();
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    if (gathered.size + chunk.length > LIMITS.body)
      throw new Error(`its answer is longer than ${LIMITS.body} bytes; ${raising('body')}`);
    gathered.add(chunk);
  }
  return gathered.bytes.toString('utf8');
}

/** The values in an endpoint's answer are for the generators of a Pact; most answers have none. */
function objectIn(text: string): object {
  try {
    const value: unknown = parseJson(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
