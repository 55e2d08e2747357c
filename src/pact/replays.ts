import { header } from '../exchanges/headers';
import type { Exchange, HeaderPair } from '../exchanges/exchange';
import type { PactInteraction } from './documents';
import { providerStates, type Caller } from './states';
import type { StateChange, TapHandlers, TappedRequest } from './tap';

/** What replays need from their run. */
export interface Surroundings {
  /**
   * Sends a request through the run's gate and records it.
   * @throws every error that ends the run
   */
  send(request: ReplayedRequest): Promise<{ exchange: Exchange; raw: Buffer }>;
  /**
   * Sets the policy to the documented defaults, and then to the given members.
   * @returns why that failed; undefined if it succeeded
   */
  setPolicy(members: Readonly<Record<string, unknown>>): Promise<string | undefined>;
  /** The members of an update that a state may set. */
  members: readonly string[];
  /** Whether there is a token that allows only reads. */
  readOnlyToken: boolean;
  /** Asks the provider's own endpoint to set up a state; absent if there is none. */
  askForState?(change: StateChange): Promise<{ values: object } | { problem: string }>;
}

/** A request from a Pact file, and the token that it must carry. */
export interface ReplayedRequest {
  method: string;
  path: string;
  headers: readonly HeaderPair[];
  body: Buffer;
  token: 'full' | 'readOnly' | undefined;
  /** The name of the step in the record. */
  step: string;
  /** The Pact file or broker that the request comes from. */
  source: string;
}

/**
 * Handles what the tap receives while one source is replayed: it sets up the states that an interaction names, sends
 * its request with the credentials that these states require, and records both results.
 */
export class Replays implements TapHandlers {
  /** Exchanges and problems, each with the number of state requests before it, which identifies the interaction. */
  readonly exchanges: { at: number; exchange: Exchange }[] = [];
  readonly problems: { at: number; problem: string }[] = [];
  /** Why the run must end; nothing more is sent after that. */
  ended: unknown;

  private asked = 0;
  private caller: Caller | undefined;
  /** Whether the next state request is the first one of an interaction. */
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
   * Accepts a state even if it cannot be set up. After a refusal, the verifier would skip the teardown, and the start
   * of the next interaction could not be recognised. The request that depends on the state is cut off instead.
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
        // The query is left out, because it may hold a secret under an unexpected name.
        step: known?.description ?? `interaction with ${method} ${path.split('?', 1)[0]}`,
        source: this.source,
      });
      this.exchanges.push({ at: this.asked, exchange });
      // An answer that could not be read counts as no answer; the record has the reason.
      return raw.length > 0 && !exchange.failure ? withoutRedirection(raw) : undefined;
    } catch (error) {
      this.ended = error;
      return undefined;
    }
  }

  /**
   * The token is chosen by the states. If no state names one, a Bearer token in the Pact file is an example, and the
   * run's own token replaces it, unless the interaction is about an invalid token.
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

  /** The result of the teardown is no part of the interaction. */
  private async tearDown(change: StateChange): Promise<object> {
    const own = change.state === '' || providerStates().get(change.state)?.sets === 'caller';
    if (!own && this.ended === undefined) await this.surroundings.askForState?.(change);
    return {};
  }
}

/**
 * The verifier would follow a redirection itself, past the gate and the record, with the token, to any host that the
 * provider names. It therefore gets the answer without Location; the record keeps it.
 */
function withoutRedirection(raw: Buffer): Buffer {
  const text = raw.toString('latin1');
  if (!/^HTTP\/\S+ 3/.test(text)) return raw;
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end).replace(/\r?\nlocation[ \t]*:[^\n]*?(?=\r?\n|$)/gi, '');
  return Buffer.from(head + text.slice(end), 'latin1');
}

const quoted = (name: string): string => `"${name}"`;

/**
 * The number of states that the verifier asks for before an interaction: an unnamed one if the interaction has none.
 */
export const statesAskedFor = ({ states }: { states: readonly unknown[] }): number =>
  Math.max(1, states.length);

/** The current interaction, given the number of states that were asked for. */
function interactionAt(interactions: readonly PactInteraction[], asked: number): PactInteraction | undefined {
  let sum = 0;
  return interactions.find((interaction) => (sum += statesAskedFor(interaction)) >= asked);
}
