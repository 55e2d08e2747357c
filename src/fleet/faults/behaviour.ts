/**
 * What a provider does otherwise than the embedded one: the means that faults and conforming variants are
 * made of.
 */
import type { IncomingMessage } from 'node:http';
import { applyTo, type PolicyModel, type UpdateResult } from '../../provider/policies/model';
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import type { PolicyStore } from '../../provider/store';

/** A request on its way to the provider. */
export interface Call {
  method: string;
  /** The path without what stands before it. */
  path: string;
  headers: Headers;
  body: string;
  /** The body as JSON; {@link NO_OBJECT} where it is no object. */
  json: Readonly<Record<string, unknown>>;
  /** Which policy it is. */
  model: PolicyModel<PolicyConfiguration>;
  /** The policy before it. */
  before: PolicyConfiguration;
}

/** The members of a body that has none because it is no object. */
export const NO_OBJECT: Readonly<Record<string, unknown>> = {};

/** What an update would do to the policy as it was before a request. */
export const applied = (
  { model, before }: Pick<Call, 'model' | 'before'>,
  json: unknown,
): UpdateResult<PolicyConfiguration> => applyTo(model, before, json === NO_OBJECT ? undefined : json);

/** An answer on its way to the socket. */
export interface Message {
  status: number;
  /** Status line, fields and the empty line. */
  head: string;
  /** Empty where the request is a HEAD. */
  body: string;
  method: string;
  /** The version of HTTP that the request is written in. */
  version: string;
  /** Whether the client closes the connection behind it. */
  last: boolean;
  /** The place of its connection among those that were opened, and its own place on that connection, from 1. */
  connection: number;
  answer: number;
}

/** Bytes, a pause in milliseconds, or the end of the connection. */
export type Piece = string | number | 'end of connection';

/** One small thing that a provider does otherwise. */
export interface Behaviour {
  /** What the provider gets in the place of a request, or the answer in its place. */
  request?(call: Call, store: PolicyStore): Changes | Response | Promise<Changes | Response>;
  /** The answer that is sent in the place of the provider's. */
  response?(response: Response, call: Call, store: PolicyStore): Response | Promise<Response>;
  /** What is written to the socket in the place of an answer. */
  wire?(message: Message): readonly Piece[];
  /** Whether its answers are dated; those that a behaviour writes itself are as it has them. Absent: they are. */
  hasClock?: false;
  /** Which connections that are to be closed are kept open; only of what is written by `wire`. */
  keepsOpen?(message: Message): boolean;
  /** What becomes of a request by its head alone: whatever its Host it is taken, or it is refused with a status. */
  head?(head: Head): 'taken' | number | undefined;
  /** What becomes of the expectation to be told to go on: the content is waited for, or it is refused with a status. */
  expects?(value: string): 'waits' | number | undefined;
}

/** The head of a request, as Node has it, and all of its lines of Host. */
export type Head = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'headers'> & { hosts: string[] };

/** What of a request is another for the provider. */
export type Changes = Partial<Pick<Call, 'method' | 'path' | 'headers' | 'body'>>;

/** An answer with another status, other fields (null takes one away) or another body. */
export async function changed(
  response: Response,
  change: { status?: number; headers?: Record<string, string | null>; text?: (text: string) => string },
): Promise<Response> {
  const headers = new Headers(response.headers);
  const status = change.status ?? response.status;
  const text = await response.text();
  const body = change.text?.(text) ?? text;
  headers.delete('content-length');
  for (const [name, value] of Object.entries(change.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return new Response(status === 204 ? null : body, { status, headers });
}

/** An answer whose JSON body is edited. */
export const rewritten = (
  response: Response,
  edit: (json: Record<string, unknown>) => unknown,
): Promise<Response> =>
  changed(response, {
    text: (text) => {
      const json = JSON.parse(text) as Record<string, unknown>;
      return JSON.stringify(edit(json) ?? json);
    },
  });

/** The success of an update, of which the provider makes its own answer: see start.ts. */
export const done = (call: Call): Response => new Response(null, { status: 204, headers: idsOf(call) });

/** Whether an update was carried out, as far as its status says. */
export const isCarriedOut = (
  { status }: Pick<Response, 'status'>,
  { method, model }: Pick<Call, 'method' | 'model'>,
) => method === 'PATCH' && status === (model.answers === 'policy' ? 200 : 204);

/** A refusal as the provider would make it. */
export const refused = (
  call: Call,
  status = 400,
  message = 'Not this.',
  headers: Record<string, string> = {},
): Response => {
  const ids = idsOf(call);
  const innerError = { date: new Date().toISOString().slice(0, 19), ...ids };
  return Response.json(
    { error: { code: 'BadRequest', message, innerError } },
    { status, headers: { ...ids, ...headers, 'Content-Type': 'application/json' } },
  );
};

function idsOf(call: Call) {
  const id = crypto.randomUUID();
  return { 'request-id': id, 'client-request-id': call.headers.get('client-request-id') ?? id };
}

/** Makes a behaviour; a new one for each provider, since some keep count. */
export type Make = () => Behaviour;
