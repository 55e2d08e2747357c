import { addressOf } from '../exchanges/address';
import { expandBatch } from '../exchanges/batch';
import { isMembers, jsonOf } from '../exchanges/body';
import type { Exchange } from '../exchanges/exchange';
import type { Operation } from '../contract/operation';
import { differences, type Policy } from './policy';
import { isAccepted, isRefused } from './put-back';

/** Keeps account of what a run wrote, and of what reads have shown of it. */
export class Written {
  /** Requests that may write, sent so far. */
  count = 0;
  /** Names of the members that they set, in lower case. */
  readonly names = new Set<string>();
  /** Whether any of them may have changed the policy: it was not refused, or a read shows something else. */
  mayHaveChanged = false;
  /** Whether the last write was a revert that was accepted: nobody knows beforehand to what it leads. */
  reverted = false;
  /** Members at the values that they must have by the answers; what nobody can reckon with is left out. */
  private known: Policy;
  /** Whether an accepted update has made something else of the policy, and whether a read has shown anything else. */
  private changed = false;
  private seenChanged = false;
  /** Whether what was accepted last makes something else of it that no read has shown yet. */
  private hidden = false;

  /** When the last of them began. */
  private latest = '';

  constructor(
    private readonly operation: Operation,
    private readonly original: Policy,
  ) {
    this.known = original;
  }

  /** Takes a request that may write, and its answer. */
  wrote(exchange: Exchange): void {
    this.count += 1;
    const { method } = exchange.request;
    const inner = expandBatch(exchange);
    for (const each of [exchange, ...inner])
      for (const name of Object.keys(bodyOf(each) ?? {})) this.names.add(name.toLowerCase());
    this.reverted = method === 'DELETE' && isAccepted(exchange);
    if (isRefused(exchange)) return;
    this.mayHaveChanged = true;
    if (this.isLate(exchange)) return;
    const writes = inner.length > 0 ? inner.filter((each) => this.isOurs(each)) : [exchange];
    // In what order the updates of a batch are carried out nobody says.
    for (const each of writes) this.known = this.knownBehind(each, writes.length === 1 && isAccepted(each));
    this.hidden = this.isOther(this.known);
    this.changed ||= this.hidden;
  }

  /** Whether later writes were seen before it: what was watched on an open connection is told of when that ends. */
  private isLate({ timing, wire }: Exchange): boolean {
    const { startedAt = '' } = timing ?? {};
    if (wire?.watched?.until === 'hold' && startedAt < this.latest) return true;
    if (startedAt > this.latest) this.latest = startedAt;
    return false;
  }

  /** Whether a request in a batch may write to the policy. */
  private isOurs(exchange: Exchange): boolean {
    const { method, url } = exchange.request;
    return method !== 'GET' && addressOf(url, this.operation)?.resource === 'policy' && !isRefused(exchange);
  }

  private knownBehind(exchange: Exchange, accepted: boolean): Policy {
    const body = exchange.request.method === 'PATCH' ? bodyOf(exchange) : undefined;
    if (!body) return {};
    const open = this.operation.recalculated.filter((group) => group.some((name) => name in body)).flat();
    const kept = Object.entries(this.known).filter(([name]) => !(name in body) && !open.includes(name));
    // What becomes of a null nobody has written down.
    const set = Object.entries(body).filter(([, value]) => accepted && value !== null);
    return Object.fromEntries([...kept, ...set]);
  }

  /** Takes what a read shows. */
  saw(policy: Policy): void {
    if (differences(this.operation, this.original, policy).length === 0) return;
    this.seenChanged = this.mayHaveChanged = true;
    this.hidden = false;
  }

  /**
   * Whether a read that shows the policy as it was would prove anything: one that is older than the writes would show
   * the same.
   */
  get isProvable(): boolean {
    return !this.hidden && this.hasShown;
  }

  /** Whether a read has shown something of what was written, where there was anything to show. */
  get hasShown(): boolean {
    return this.seenChanged || !this.changed;
  }

  private isOther(known: Policy): boolean {
    return differences(this.operation, this.original, { ...this.original, ...known }).length > 0;
  }
}

function bodyOf({ request }: Exchange): Policy | undefined {
  const json = jsonOf(request);
  return json.ok && isMembers(json.value) ? json.value : undefined;
}
