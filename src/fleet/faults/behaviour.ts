/** The building blocks of faults and conforming variants: how a provider differs from the embedded one. */
import type { IncomingMessage } from 'node:http';
import { applyTo, type PolicyModel, type UpdateResult } from '../../provider/policies/model';
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import type { PolicyStore } from '../../provider/store';

/** A request before the provider handles it. */
export interface Call {
  method: string;
  /** The path without the API root. */
  path: string;
  headers: Headers;
  body: string;
  /** The body as JSON; {@link NO_OBJECT} if it is not an object. */
  json: Readonly<Record<string, unknown>>;
  /** The policy that the request is for. */
  model: PolicyModel<PolicyConfiguration>;
  /** The state of the policy before the request. */
  before: PolicyConfiguration;
}

/** The members of a body that is not an object: none. */
export const NO_OBJECT: Readonly<Record<string, unknown>> = {};

/** The result of an update on the policy as it was before the request. */
export const applied = (
  { model, before }: Pick<Call, 'model' | 'before'>,
  json: unknown,
): UpdateResult<PolicyConfiguration> => applyTo(model, before, json === NO_OBJECT ? undefined : json);

/** An answer before it is written to the socket. */
export interface Message {
  status: number;
  /** Status line, fields and the empty line. */
  head: string;
  /** Empty if the request is a HEAD. */
  body: string;
  method: string;
  /** The HTTP version of the request. */
  version: string;
  /** Whether the client closes the connection after this answer. */
  last: boolean;
  /** The index of the connection among all opened ones, and the index of the request on it, from 1. */
  connection: number;
  answer: number;
}

/** Bytes, a pause in milliseconds, or the end of the connection. */
export type Piece = string | number | 'end of connection';

/** One small difference in the behaviour of a provider. */
export interface Behaviour {
  /** Replaces parts of the request that the provider gets, or answers in place of the provider. */
  request?(call: Call, store: PolicyStore): Changes | Response | Promise<Changes | Response>;
  /** Replaces the provider's answer. */
  response?(response: Response, call: Call, store: PolicyStore): Response | Promise<Response>;
  /** Replaces the bytes that are written to the socket. */
  wire?(message: Message): readonly Piece[];
  /** False: answers have no Date, except those that the behaviour writes itself. Absent: they have one. */
  hasClock?: false;
  /** Whether the connection stays open although it must be closed; only for answers that `wire` writes. */
  keepsOpen?(message: Message): boolean;
  /** Decides on a request by its head alone: it is accepted whatever its Host is, or refused with a status. */
  head?(head: Head): 'taken' | number | undefined;
  /** Reacts to an Expect field: the provider waits for the content, or refuses the request with a status. */
  expects?(value: string): 'waits' | number | undefined;
}

/** The head of a request, as Node parses it, and all of its Host lines. */
export type Head = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'headers'> & { hosts: string[] };

/** The parts of a request that are replaced. */
export type Changes = Partial<Pick<Call, 'method' | 'path' | 'headers' | 'body'>>;

/** A copy of an answer with another status, other fields (null removes one) or another body. */
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

/** A copy of an answer with its JSON body edited. */
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

/** The answer to a successful update, which start.ts converts to the provider's own form. */
export const done = (call: Call): Response => new Response(null, { status: 204, headers: idsOf(call) });

/** Whether an update was carried out, according to its status. */
export const isCarriedOut = (
  { status }: Pick<Response, 'status'>,
  { method, model }: Pick<Call, 'method' | 'model'>,
) => method === 'PATCH' && status === (model.answers === 'policy' ? 200 : 204);

/** A refusal in the provider's own form. */
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

/** Makes a behaviour. Each provider needs its own, because some behaviours keep a count. */
export type Make = () => Behaviour;
