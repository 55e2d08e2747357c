import { asCame } from '../exchanges/as-came';
import { isMembers, jsonOf } from '../exchanges/body';
import type { Exchange } from '../exchanges/exchange';
import type { PutBack } from '../results/report';
import type { Sender } from '../wire/sender';
import type { Target } from '../wire/target';
import { membersOf, type Policy } from './policy';
import { makeAsItWas } from './put-back';
import { Written } from './written';

/**
 * A run against a provider for tests, with whose policy nobody lives: it is put back as well as an update can, and what
 * is not as it was is told.
 */
export class PlainSession {
  private original: Policy | undefined;
  private first = '';
  private written: Written | undefined;

  constructor(
    private readonly target: Target,
    /** How long a read may lag behind a write, in milliseconds. */
    private readonly settle: number,
  ) {}

  /** Is told of each exchange, in order. */
  saw(exchange: Exchange): void {
    if (exchange.request.method !== 'GET') return this.written?.wrote(asCame(exchange));
    const policy = this.read(exchange);
    if (!policy) return;
    if (this.written) return this.written.saw(policy);
    this.original = policy;
    this.first = exchange.id;
    this.written = new Written(this.target.operation, policy);
  }

  /**
   * Sends back what the first read showed, and looks whether it is so. Never throws.
   * @returns undefined where nothing was written, or no read showed a policy before
   */
  async putBack(sender: Sender): Promise<PutBack | undefined> {
    const { original, written, settle } = this;
    const { operation } = this.target;
    if (!original || !written || written.count === 0) return undefined;
    const { accepted, answer, last, left } = await makeAsItWas(sender, {
      ...{ operation, original, written: written.names, settle, hold: 0 },
      scenarios: { update: 'put-back', reads: 'put-back/last' },
      parse: (exchange) => this.read(exchange),
    });
    const differences = [
      ...left,
      ...(accepted || !written.mayHaveChanged ? [] : [`the update that puts it back ${answer}`]),
    ];
    return {
      equal: differences.length === 0,
      differences,
      first: this.first,
      last: last?.id ?? null,
      writes: written.count,
      command: null,
    };
  }

  /** Whatever a provider with faults calls its policy: an object with a member that an update can set. */
  private read(exchange: Exchange): Policy | undefined {
    const { request, response } = asCame(exchange);
    // A Pact may read anything else below the root.
    if (response?.status !== 200 || request.url !== this.target.url(undefined)) return undefined;
    const json = jsonOf(response);
    if (!json.ok || !isMembers(json.value)) return undefined;
    const policy = membersOf(json.value);
    return this.target.operation.updatable.some((name) => name in policy) ? policy : undefined;
  }
}
