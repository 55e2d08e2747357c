import { heldTo } from './own-key';
import { expandBatch } from '../exchanges/batch';
import { bodyOf, bytesOf, isMembers, jsonOf, jsonPastMark, type Json, type Members } from '../exchanges/body';
import { header } from '../exchanges/headers';
import { addressOf, type Address } from '../exchanges/address';
import type { Exchange, Observation } from '../exchanges/exchange';
import { maskedPlaces, withoutMasks } from '../exchanges/masks';
import type { Recent } from '../exchanges/recent';
import type { Operation } from '../contract/operation';
import type { Breach } from '../contract/validators';
import type { Level } from '../contract/register/row';
import { fold, type Folded } from './fold';
import type { ByKind } from './by-kind';
import { breachesIn, settle, type Breaks, type Said, type Settled } from './judgement';
import { isInPassing } from './in-passing';
import { intentOf, isRefused, methodOf } from './intent';
import { kindOf, type Intent, type Kind, type Reach } from './kind';
import { Masking } from './masking';
export type { Intent } from './kind';

/** A check of the client's, as far as a view asks it. */
export interface RequestCheck {
  requirement: string;
  needs: readonly Observation[];
  reach?: Reach;
  judge(view: View): Said;
}

/** The data that views get from their judge. */
export interface Bench {
  /** The operation that exchanges are of, or are not. */
  operation: Operation;
  levelOf(requirement: string): Level;
  /** The client's checks, which decide whether a request conforms. */
  clientChecks: ByKind<RequestCheck>;
  views: Pick<WeakMap<Exchange, View>, 'get' | 'set'> | Recent<Exchange, View>;
}

/**
 * An exchange as the checks look at it: what it wants, its bodies parsed and folded, and which of the
 * client's rows its request breaks. Each is worked out once, when it is first asked for.
 */
export class View {
  readonly address: Address | undefined;
  readonly method: string;
  /** Undefined for a request of another operation. */
  readonly intent: Intent | undefined;
  /** The kind of the exchange, which decides which checks are asked. */
  readonly kind: Kind;
  /** Absent where the record masks nothing. */
  private readonly masking: Masking | undefined;

  /** The view of an exchange; one and the same for all who look at it from one bench, one after the other. */
  static of(exchange: Exchange, bench: Bench): View {
    let view = bench.views.get(exchange);
    if (!view) bench.views.set(exchange, (view = new View(exchange, bench)));
    return view;
  }

  private constructor(
    readonly exchange: Exchange,
    private readonly bench: Bench,
  ) {
    this.address = addressOf(exchange.request.url, bench.operation);
    this.method = methodOf(exchange, this.address);
    this.intent = intentOf(this.address, this.method, exchange);
    this.kind = kindOf(exchange, this.intent);
    this.masking = exchange.masked && new Masking(exchange.masked, () => this.maskedPlaces());
  }

  /** The operation that it is looked at for. */
  get operation(): Operation {
    return this.bench.operation;
  }

  /** A request header, undefined where it was not sent. */
  requestHeader(name: string): string | undefined {
    this.masking?.ask('requestHeaders', name);
    return header(this.exchange.request.headers, name);
  }

  /** A response header, undefined where there is none. */
  responseHeader(name: string): string | undefined {
    this.masking?.ask('responseHeaders', name);
    return this.exchange.response && header(this.exchange.response.headers, name);
  }

  /** Whether the record shows the headers of the response. */
  get showsResponseHeaders(): boolean {
    return this.exchange.observed.responseHeaders ?? true;
  }

  /** The status of the response; undefined where none came. */
  get status(): number | undefined {
    return this.exchange.response?.status;
  }

  /** The response's status, for messages. */
  get answer(): string {
    const { response, failure } = this.exchange;
    if (!response) return `no answer (${failure?.message ?? 'none recorded'})`;
    return `${response.status} ${response.statusText ?? ''}`.trim();
  }

  get succeeded(): boolean {
    return this.status !== undefined && this.status >= 200 && this.status < 300;
  }

  /** True where an interim answer came in the place of the last one, such as a 101: it refuses nothing (RFC 9110 15.2). */
  get interim(): boolean {
    return this.status !== undefined && this.status >= 100 && this.status < 200;
  }

  get refused(): boolean {
    return isRefused(this.exchange);
  }

  /** True where the answer stands for itself: there is one, and the request was not sent again because of it. */
  get final(): boolean {
    return (
      this.exchange.response !== undefined &&
      this.exchange.failure === undefined &&
      !this.exchange.context?.superseded
    );
  }

  /** True where the answer is no word of the provider's own on this request. */
  get inPassing(): boolean {
    return isInPassing(this.exchange);
  }

  /**
   * True where a planned request with a token that did was throttled, met a server error or was refused for
   * its token: it may be the provider's answer to this request, or the end of its answers to anything.
   */
  get doubtful(): boolean {
    if (!this.final || this.exchange.context?.credentials !== 'full') return false;
    const status = this.status as number;
    return status >= 500 || status === 401 || status === 403 || status === 429;
  }

  private sentJson: Json | undefined;
  /** The body of the request. A byte order mark before it must not be sent, and may be read past (RFC 8259 8.1). */
  get requestJson(): Json {
    return (this.sentJson ??= jsonPastMark(this.exchange.request));
  }

  private answeredJson: Json | undefined;
  get responseJson(): Json {
    const { response } = this.exchange;
    return (this.answeredJson ??= response
      ? jsonOf(response)
      : { ok: false, problem: 'there is no response' });
  }

  private foldedBody: Folded | undefined;
  /** The body of an update with names in their declared spelling; undefined where it is not JSON. */
  get body(): Folded | undefined {
    const json = this.requestJson;
    if (!json.ok) return undefined;
    return (this.foldedBody ??= fold(json.value, this.operation.updateSchema));
  }

  /** Where values in the bodies are masked, with the names of an update as they are declared. */
  private maskedPlaces(): { request: string[]; response: string[] } {
    const { masked } = this.exchange;
    return {
      request: masked?.requestBody ? maskedPlaces(this.body?.value) : [],
      response: masked?.responseBody && this.responseJson.ok ? maskedPlaces(this.responseJson.value) : [],
    };
  }

  /** What a check says when it is asked, as far as the record shows what it speaks of. */
  shown({ needs }: Pick<RequestCheck, 'needs'>, judging: Pick<RequestCheck, 'judge'>): Said {
    return this.masking ? this.masking.shown(needs, () => judging.judge(this)) : judging.judge(this);
  }

  private shownMembers: Members | undefined;
  /**
   * The members that an update sets, in their declared spelling; none where the body is not an object. Those whose
   * values are masked are not among them.
   */
  get members(): Members {
    const value = this.body?.value;
    if (!isMembers(value)) return {};
    if (!this.exchange.masked?.requestBody) return value;
    return (this.shownMembers ??= withoutMasks(value) as Members);
  }

  private updateBreaches: Breach[] | undefined;
  /** Where the update's body breaks the slice. */
  get breaches(): Breach[] {
    if (!this.body) return [];
    const all = (): Breach[] => heldTo(this, this.body?.value, 'update');
    return (this.updateBreaches ??= this.masking?.breachesIn('request', all()) ?? all());
  }

  private policyBreaches: Breach[] | undefined;
  /** The policy that a read answered with; undefined where it did not answer with a JSON object. */
  get policy(): Members | undefined {
    return this.intent === 'read' && this.status === 200 ? this.answeredObject : undefined;
  }

  /** The policy that an update answered with; undefined where success has no body, or it was none. */
  get answered(): Members | undefined {
    const { status, content } = this.operation.success;
    return this.intent === 'update' && content && this.status === status ? this.answeredObject : undefined;
  }

  private get answeredObject(): Members | undefined {
    const json = this.responseJson;
    return json.ok && isMembers(json.value) ? json.value : undefined;
  }

  /** Where the policy that a read or an update answered with breaks the slice. */
  get policyFaults(): Breach[] {
    const shown = this.policy ?? this.answered;
    return (this.policyBreaches ??= shown ? heldTo(this, shown, 'policy') : []);
  }

  private ofRequest: readonly Settled[] | undefined;
  /**
   * What the client's checks for its kind say of the request, in their order; asked once, since the provider's
   * checks need it too.
   */
  get saidOfRequest(): readonly Settled[] {
    return (this.ofRequest ??= this.bench.clientChecks
      .of(this.kind)
      .map((check) => settle(this.shown(check, check))));
  }

  private clientFaults: ReadonlyMap<string, readonly Breaks[]> | undefined;
  /** What the client's checks have against the request, by row. */
  get faults(): ReadonlyMap<string, readonly Breaks[]> {
    return (this.clientFaults ??= this.findFaults());
  }

  private findFaults(): ReadonlyMap<string, readonly Breaks[]> {
    // Nearly all hold, for nearly every request: nothing is gathered until one does not.
    let faults: Map<string, readonly Breaks[]> | undefined;
    const checks = this.bench.clientChecks.of(this.kind);
    this.saidOfRequest.forEach((said, at) => {
      const broken = breachesIn(said);
      if (broken.length > 0) (faults ??= new Map()).set((checks[at] as RequestCheck).requirement, broken);
    });
    return faults ?? FAULTLESS;
  }

  /** Whether the request breaks a MUST of the client's at full weight. */
  violates(requirement: string): boolean {
    return (this.faults.get(requirement) ?? []).some((broken) => broken.weight === undefined);
  }

  private sameAs: string | undefined;
  /** What makes two requests the same one, sent again. */
  get identity(): string {
    return (this.sameAs ??= this.identify());
  }

  private identify(): string {
    const { body, url } = this.exchange.request;
    const sent = body?.encoding === 'base64' ? bodyOf(bytesOf(body)) : body;
    return `${header(this.exchange.request.headers, 'authorization')} ${this.method} ${url.toLowerCase()} ${sent?.data ?? ''}`;
  }

  private inner: View[] | undefined;
  /** What travelled in a batch, request by request. */
  get items(): readonly View[] {
    return (this.inner ??= expandBatch(this.exchange).map((exchange) => View.of(exchange, this.bench)));
  }

  /** Whether the request breaks no MUST, and keeps the order of its values: what it sets is then no riddle. */
  get sound(): boolean {
    for (const [requirement, broken] of this.faults) {
      if (this.bench.levelOf(requirement) === 'MUST' && broken.some(({ weight }) => weight === undefined))
        return false;
    }
    return !this.breaches.some(({ keyword }) => keyword === 'x-ascending');
  }

  /** Whether the update sets a member of which no page says that an update may: whether to accept it is the provider's affair. */
  get setsSilent(): boolean {
    return this.operation.setsSilent(this.members);
  }

  /** Whether the request breaks nothing above INFO: such a request a provider has no reason to refuse. */
  get conforms(): boolean {
    return !this.setsSilent && this.plain;
  }

  /** The same, whatever no page says that an update may set put aside: what it asks for can be read in one way only. */
  get plain(): boolean {
    return ![...this.faults].some(
      ([row, broken]) => this.bench.levelOf(row) !== 'INFO' && broken.some(({ weight }) => weight !== 'INFO'),
    );
  }
}

const FAULTLESS: ReadonlyMap<string, readonly Breaks[]> = new Map();
