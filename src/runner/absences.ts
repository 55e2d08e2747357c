import type { Capability } from '../contract/register/capabilities';
import type { Exchange } from '../exchanges/exchange';

/** Statuses of a server that lacks the requested function. */
const NOT_THERE = new Set([404, 405, 501]);

/** Statuses of a server that rejects the body before it looks at the path. */
const UNREAD = new Set([400, 413, 415]);

type Optional = Exclude<Capability, 'scopes'>;
const ASKED: Record<Optional, string> = { read: 'GET', delete: 'DELETE', batch: '$batch' };

/**
 * Finds functions that a provider seems to lack: every request for one was answered with 404, 405 or 501, although
 * updates succeed. The missing function breaks the contract unless it is declared, so a note tells the user how to
 * declare it.
 */
export class Absences {
  private readonly answers = new Map<Optional, Set<number>>();
  private accepted = false;

  /** Takes each exchange, in order. */
  saw({ request, response, context }: Exchange): void {
    if (!response || context?.credentials !== 'full') return;
    if (request.method === 'PATCH' && response.status >= 200 && response.status < 300) this.accepted = true;
    const what = whatOf(request);
    if (!what) return;
    const statuses = this.answers.get(what) ?? new Set();
    this.answers.set(what, statuses.add(response.status));
  }

  /** One note for each absence that is not declared, with the option that declares it. */
  notes(declared: readonly Capability[]): { message: string; expected: string; actual: string }[] {
    if (!this.accepted) return [];
    return [...this.answers].flatMap(([what, statuses]) => {
      const missing = [...statuses].filter((status) => NOT_THERE.has(status));
      // A server that reads every body first refuses some requests whatever their path.
      const others = [...statuses].filter(
        (status) => !NOT_THERE.has(status) && !(what === 'batch' && UNREAD.has(status)),
      );
      if (declared.includes(what) || missing.length === 0 || others.length > 0) return [];
      const actual = missing.join(' and ');
      return {
        message: `each ${ASKED[what]} was answered with ${actual}: if the provider has none, declare that with --lacks ${what}`,
        expected: `an answer to ${ASKED[what]}, or --lacks ${what}`,
        actual,
      };
    });
  }
}

function whatOf({ method, url }: Exchange['request']): Optional | undefined {
  if (method === 'POST') return /\/\$batch$/.test(url) ? 'batch' : undefined;
  if (method === 'GET') return 'read';
  return method === 'DELETE' ? 'delete' : undefined;
}
