import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import { foundIn, planted, plantedByName, type Planted } from '../exchanges/hiding/planted';
import type { Ran } from './support';

/** Generated exchanges, and what must be found nowhere of them. */
export function generated(seed: number): { given: Planted[]; secrets: string[] } {
  const given = [
    ...fc.sample(planted, { numRuns: 120, seed }),
    ...fc.sample(plantedByName, { numRuns: 40, seed }),
  ].filter(({ url }) => URL.canParse(url));
  // A plain word may stand in a report by itself.
  const secrets = given.flatMap((each) => each.secrets).filter((secret) => !/^[A-Z]?[a-z]+$/.test(secret));
  return { given, secrets };
}

/** All that lies below a folder. */
export function writtenBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

/** Expects none of the secrets in what a command printed, and in what it wrote below a folder. */
export function expectNoneOf(secrets: readonly string[], ran: Ran, below?: string): void {
  const text = [ran.stdout, ran.stderr, ...(below === undefined ? [] : [writtenBelow(below)])].join('\n');
  expect(text.length).toBeGreaterThan(10);
  expect(foundIn(text, secrets)).toEqual([]);
}

/** Whether Node sends such a header, and it does not change how the message is read. */
export const isSendable = ([name, value]: readonly [string, string]): boolean =>
  /^[\w-]+$/.test(name) && /^[ -~]*$/.test(value) && !FRAMING.test(name);
const FRAMING =
  /^(?:content-length|content-encoding|transfer-encoding|connection|host|expect|upgrade|te|trailer)$/i;

/**
 * A provider whose answers are the generated ones, one after the other.
 * @param policy what is in the answers to reads in place of a generated body; every fourth of the others repeats
 *   what the request says of who sends it
 */
export async function planting(
  given: readonly Planted[],
  policy?: object,
): Promise<{ url: string; close(): void }> {
  let nth = -1;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      nth += 1;
      const { status, statusText, answerHeaders, answer } = given[nth % given.length] as Planted;
      const isRead = request.method === 'GET' && policy !== undefined;
      const { authorization = '', 'x-own': own } = request.headers;
      if (policy !== undefined && !isRead && nth % 4 === 0) {
        const message = `Nobody knows ${authorization.replace(/^Bearer /, '')} of ${String(own)} here.`;
        response.writeHead(403, { 'Content-Type': 'application/json', 'X-Echo': String(own) });
        response.end(JSON.stringify({ error: { code: 'Forbidden', message } }));
        return;
      }
      response.statusCode = isRead ? 200 : status;
      if (/^[ -~]*$/.test(statusText)) response.statusMessage = statusText;
      for (const [name, value] of answerHeaders.filter(isSendable)) response.appendHeader(name, value);
      response.end(isRead ? JSON.stringify(policy) : answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
