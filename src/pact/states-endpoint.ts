import { LIMITS } from '../bounds/limits';
import type { StateChange } from './tap';

/** Asks the provider's own endpoint, as Pact's verifier would. */
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

/** The text of an answer, which is short. @throws Error where it does not end */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LIMITS.body) throw new Error(`its answer is longer than ${LIMITS.body} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What an endpoint answers is for the generators of a Pact; most answer nothing. */
function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
