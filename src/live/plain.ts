import { asCame } from '../exchanges/as-came';
import { isMembers, jsonOf } from '../exchanges/body';
import type { Exchange } from '../exchanges/exchange';
import type { PutBack } from '../results/report';
import type { Sender } from '../wire/sender';
import type { Target } from '../wire/target';
import { differences, membersOf, type Policy } from './policy';
import { isAccepted, isRefused, makeAsItWas, UNPROVEN } from './put-back';
import { readUntil } from './reads';
import { Written } from './written';

/** What a report says of a run beside its findings. */
export interface Note {
  message: string;
  expected: string;
  actual: string;
}

/**
 * A run against a provider for tests, with whose policy nobody lives: it is put back as well as an update can, and what
 * is not as it was is told.
 */
export class PlainSession {
  private original: Policy | undefined;
  private first = '';
  private written: Written | undefined;
  /** Writes that no read showed the policy before: how many, and whether one of them may have changed it. */
  private readonly unread = { writes: 0, mayHaveChanged: false };
  /** Whether DELETE has taken the policy away, which no update makes anew. */
  private removed = false;

  constructor(
    private readonly target: Target,
    /** How long a read may lag behind a write, in milliseconds. */
    private readonly settle: number,
    /** Whether nobody has said that there are no reads. */
    private readonly isReadable: boolean,
  ) {}

  /** Is told of each exchange, in order. */
  saw(exchange: Exchange): void {
    if (!['GET', 'HEAD'].includes(exchange.request.method)) return this.wrote(asCame(exchange));
    const policy = this.read(exchange);
    if (!policy) return;
    if (this.written) return this.written.saw(policy);
    this.original = policy;
    this.first = exchange.id;
    this.written = new Written(this.target.operation, policy);
  }

  /**
   * Sends back what the first read showed, and looks whether it is so. What came behind writes that may have changed the
   * policy shows nothing of how it was. Never throws.
   * @returns undefined where nothing was changed, and where there are no reads
   */
  async putBack(sender: Sender): Promise<PutBack | undefined> {
    const { original, written, settle } = this;
    const { operation } = this.target;
    if (this.unread.mayHaveChanged) return this.isReadable ? this.unknown() : undefined;
    if (!original || !written || written.count === 0 || this.removed) return undefined;
    await this.lookForOwn(sender, original, written);
    const { hasShown } = written;
    const { accepted, answer, last, left } = await makeAsItWas(sender, {
      ...{ operation, original, written: written.names, settle, hold: 0 },
      scenarios: { update: 'put-back', reads: 'put-back/last' },
      parse: (exchange) => this.read(exchange),
    });
    const differing = [
      ...left,
      ...(accepted || !written.mayHaveChanged ? [] : [`restore failed: ${answer}`]),
      ...(last && left.length === 0 && !hasShown ? [UNPROVEN] : []),
    ];
    return {
      equal: differing.length === 0,
      differences: differing,
      first: this.first,
      last: last?.id ?? null,
      writes: written.count,
      command: null,
    };
  }

  /** What is to be said of a policy that could not be put back, and of which nobody expected it. */
  notes(): Note[] {
    if (this.removed)
      return [
        {
          message: 'DELETE removed the policy, and no update creates it again: create it before the next run',
          expected: 'the policy as it was',
          actual: 'no policy',
        },
      ];
    const { writes, mayHaveChanged } = this.unread;
    if (this.isReadable || !mayHaveChanged) return [];
    const message = `without reads the policy cannot be put back: it is as the last of ${writes} writes left it`;
    return [{ message, expected: 'the policy as it was', actual: 'no read' }];
  }

  /** Where a read ought to show what was written, it is waited for: what comes behind it proves something then. */
  private async lookForOwn(sender: Sender, original: Policy, { hasShown }: Written): Promise<void> {
    if (hasShown) return;
    await readUntil(
      sender,
      'put-back/before',
      { settle: this.settle, hold: 0 },
      (read) => read !== undefined && differences(this.target.operation, original, read).length > 0,
      (exchange) => this.read(exchange),
    ).catch(() => undefined);
  }

  private wrote(exchange: Exchange): void {
    const { reset } = this.target.operation;
    if (exchange.request.method === 'DELETE' && reset?.effect === 'removes' && isAccepted(exchange))
      this.removed = true;
    if (this.written) return this.written.wrote(exchange);
    this.unread.writes += 1;
    this.unread.mayHaveChanged ||= !isRefused(exchange);
  }

  /** How the policy was left where nobody knows how it was. */
  private unknown(): PutBack {
    const { writes } = this.unread;
    const before = `it could not be read before ${writes === 1 ? 'a write' : `${writes} writes`} that may have changed it`;
    return {
      ...{ equal: false, differences: [before] },
      ...{ first: null, last: null, writes: writes + (this.written?.count ?? 0), command: null },
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
