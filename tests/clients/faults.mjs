// Faults of clients that have no word in the contract, and are known or are news.
import { PATIENCE } from './answers.mjs';

const REQUEST_ID = /^client-request-id$/i;

/** What each is called, and what it is. */
export const FAULTS = {
  'resent-unreadable': 'sends an update again with a body that cannot be read',
  'never-gives-up': 'sends an update again without end',
  'resent-at-once': 'sends a throttled update again before the time of Retry-After',
  'same-request-id': 'gives the same client-request-id to every request',
};

/**
 * The faults that a client shows.
 * @param {readonly { headers: readonly [string, string][] }[]} sent its updates through the proxy
 * @param {Record<string, { patches: number, alike: boolean, waited: boolean }>} answers how it took each answer
 * @returns {string[]} names of FAULTS
 */
export function faultsOf(sent, answers) {
  const ids = sent.flatMap(({ headers }) =>
    headers.filter(([name]) => REQUEST_ID.test(name)).map(([, value]) => value),
  );
  const all = Object.values(answers);
  const { throttled } = answers;
  return [
    ...(all.some(({ alike }) => !alike) ? ['resent-unreadable'] : []),
    ...(all.some(({ patches }) => patches > PATIENCE) ? ['never-gives-up'] : []),
    ...(throttled?.patches > 1 && !throttled.waited ? ['resent-at-once'] : []),
    ...(ids.length > 1 && new Set(ids).size === 1 ? ['same-request-id'] : []),
  ];
}

/**
 * What of a client's faults is news: more than is known, or less, which is the day on which it is mended.
 * @param {string} client
 * @param {readonly string[]} shown
 * @param {readonly { client: string, shows?: string[] }[]} issues
 * @returns {string[]} sentences
 */
export function newsOfFaults(client, shown, issues) {
  const known = issues.filter((issue) => issue.client === client).flatMap(({ shows = [] }) => shows);
  return [
    ...shown
      .filter((fault) => !known.includes(fault))
      .map((fault) => `${client} ${FAULTS[fault]}, and no known issue says so: the fault is the client's`),
    ...known
      .filter((fault) => !shown.includes(fault))
      .map(
        (fault) =>
          `${client} no longer shows ${fault}: take it out of tests/clients/known-issues.json, run npm run clients`,
      ),
  ];
}
