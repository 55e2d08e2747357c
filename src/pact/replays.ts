import { header } from '../exchanges/headers';
import type { Exchange, HeaderPair } from '../exchanges/exchange';
import type { PactInteraction } from './documents';
import { providerStates, type Caller } from './states';
import type { StateChange, TapHandlers, TappedRequest } from './tap';

/** What replays need of the run that they are part of. */
export interface Surroundings {
  /**
   * Sends a request through the run's gate and records it.
   * @throws whatever ends the run
   */
  send(request: ReplayedRequest): Promise<{ exchange: Exchange; raw: Buffer }>;
  /**
   * Brings the policy to the documented defaults, and then to the given members.
   * @returns why it could not be done; undefined where it was
   */
  setPolicy(members: Readonly<Record<string, unknown>>): Promise<string | undefined>;
  /** The members that an update of the policy may have, which a state may set. */
  members: readonly string[];
  /** Whether there is a token that may read and not write. */
  readOnlyToken: boolean;
  /** Asks the provider's own endpoint for a state; absent where there is none. */
  askForState?(change: StateChange): Promise<{ values: object } | { problem: string }>;
}

/** A request as a Pact file has it, and whose token it is to carry. */
export interface ReplayedRequest {
  method: string;
  path: string;
  headers: readonly HeaderPair[];
  body: Buffer;
  token: 'full' | 'readOnly' | undefined;
  /** What it is called in the record. */
  step: string;
  /** The Pact file or broker that it comes from. */
  source: string;
}

/**
 * What stands behind the tap while one source is replayed: sets up the states that an interaction names,
 * sends its request on with the credentials that they ask for, and notes what came of both.
 */
export class Replays implements TapHandlers {
  /** Exchanges and problems, each with the number of states that had been asked for by then: it tells the interaction. */
  readonly exchanges: { at: number; exchange: Exchange }[] = [];
  readonly problems: { at: number; problem: string }[] = [];
  /** Why the run has to end; from then on nothing is sent. */
  ended: unknown;

  private asked = 0;
  private caller: Caller | undefined;
  /** Whether the next state that is asked for is the first of an interaction. */
  private fresh = true;
  /** Whether a state of the interaction could not be set up. */
  private open = false;

  /**
   * @param source the file or broker, for the record
   * @param interactions in the order of the file; undefined for a source that only the verifier can read
   */
  constructor(
    private readonly source: string,
    private readonly interactions: readonly PactInteraction[] | undefined,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * A state that cannot be set up is not refused: the verifier would then leave out the teardown, and nobody
   * could tell where the next interaction begins. The request that relies on it is cut off instead.
   */
  async state(change: StateChange): Promise<object> {
    if (change.action === 'teardown') {
      this.fresh = true;
      return this.tearDown(change);
    }
    if (this.fresh) {
      this.caller = undefined;
      this.open = false;
    }
    this.fresh = false;
    this.asked += 1;
    if (this.ended !== undefined) return {};
    const answer = await this.setUp(change);
    if ('values' in answer) return answer.values;
    this.problems.push({ at: this.asked, problem: answer.problem });
    this.open = true;
    return {};
  }

  async request({ method, path, headers, body }: TappedRequest): Promise<Buffer | undefined> {
    if (this.ended !== undefined || this.open) return undefined;
    this.fresh = true;
    const known = this.interactions && interactionAt(this.interactions, this.asked);
    if (known?.unreadable !== undefined) return undefined;
    try {
      const { exchange, raw } = await this.surroundings.send({
        method,
        path,
        headers,
        body,
        token: this.tokenFor(headers, known),
        // Without its query, which may hold a secret that nobody would look for in a name.
        step: known?.description ?? `interaction with ${method} ${path.split('?', 1)[0]}`,
        source: this.source,
      });
      this.exchanges.push({ at: this.asked, exchange });
      // What could not be read as an answer is none; the record says why.
      return raw.length > 0 && !exchange.failure ? withoutRedirection(raw) : undefined;
    } catch (error) {
      this.ended = error;
      return undefined;
    }
  }

  /**
   * The states say whose token it is. Where none does, any Bearer token of the Pact file is an example, and
   * the run's own takes its place, unless the interaction is about a token that will not do.
   */
  private tokenFor(
    headers: readonly HeaderPair[],
    interaction: PactInteraction | undefined,
  ): ReplayedRequest['token'] {
    if (this.caller === 'write') return 'full';
    if (this.caller === 'read') return 'readOnly';
    if (this.caller === 'as-written' || interaction?.expectedStatus === 401) return undefined;
    return /^Bearer\s+\S/i.test(header(headers, 'authorization') ?? '') ? 'full' : undefined;
  }

  private async setUp(change: StateChange): Promise<{ values: object } | { problem: string }> {
    const { state, params } = change;
    if (state === '') return { values: {} };
    const known = providerStates().get(state);
    const { askForState, setPolicy, members, readOnlyToken } = this.surroundings;
    if (known?.sets === 'caller') {
      if (known.credentials === 'read' && !readOnlyToken)
        return { problem: `${quoted(state)} needs a token without the write permission: --token-readonly` };
      this.caller = known.credentials;
      return { values: {} };
    }
    if (askForState) return askForState(change);
    if (!known)
      return {
        problem: `${quoted(state)} is not a known state: --provider-states-url sets up others`,
      };
    const parameters = known.parameters === 'members' ? members : known.parameters;
    const unknown = Object.keys(params).find((name) => !parameters.includes(name));
    if (unknown !== undefined) return { problem: `${quoted(state)} has no parameter ${quoted(unknown)}` };
    const problem = await setPolicy(params).catch((error: unknown) => {
      this.ended = error;
      return (error as Error).message;
    });
    return problem === undefined
      ? { values: {} }
      : { problem: `${quoted(state)} could not be set up: ${problem}` };
  }

  /** What a provider undoes or fails to undo is no part of the interaction. */
  private async tearDown(change: StateChange): Promise<object> {
    const own = change.state === '' || providerStates().get(change.state)?.sets === 'caller';
    if (!own && this.ended === undefined) await this.surroundings.askForState?.(change);
    return {};
  }
}

/**
 * The verifier would follow a redirection by itself, past gate and record, with the token and to wherever a
 * provider likes. So what it is given has no Location; the record keeps it.
 */
function withoutRedirection(raw: Buffer): Buffer {
  const text = raw.toString('latin1');
  if (!/^HTTP\/\S+ 3/.test(text)) return raw;
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end).replace(/\r?\nlocation[ \t]*:[^\n]*?(?=\r?\n|$)/gi, '');
  return Buffer.from(head + text.slice(end), 'latin1');
}

const quoted = (name: string): string => `"${name}"`;

/** How many states the verifier asks for before an interaction: one without a name where it has none. */
export const statesAskedFor = ({ states }: { states: readonly unknown[] }): number =>
  Math.max(1, states.length);

/** The interaction that is on when so many states have been asked for. */
function interactionAt(interactions: readonly PactInteraction[], asked: number): PactInteraction | undefined {
  let sum = 0;
  return interactions.find((interaction) => (sum += statesAskedFor(interaction)) >= asked);
}
