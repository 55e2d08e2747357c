import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The path of the policy, as Pact files of consumers have it. */
export const POLICY =
  '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
export const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

export type Json = Record<string, unknown>;

/** An interaction of a Pact file; `more` may take the place of any member of it. */
export interface Interaction extends Json {
  description: string;
  request: Json;
  response: Json;
}

const TOKEN = { Authorization: 'Bearer an-example-and-no-token' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** An update as a consumer would send it, in the form of versions 2 and 3. */
export const update = (
  description = 'an update',
  members: Json = { isUsableOnce: true },
  more: Json = {},
): Interaction => ({
  description,
  request: {
    method: 'PATCH',
    path: POLICY,
    headers: { ...TOKEN, ...JSON_TYPE },
    body: { '@odata.type': TYPE, ...members },
  },
  response: { status: 204 },
  ...more,
});

/** A read whose answer has these members, and whatever else. */
export const read = (description = 'a read', members: Json = {}, more: Json = {}): Interaction => ({
  description,
  request: { method: 'GET', path: POLICY, headers: TOKEN },
  response: { status: 200, headers: JSON_TYPE, body: { '@odata.type': TYPE, ...members } },
  ...more,
});

/** A reset. */
export const reset = (description = 'a reset', more: Json = {}): Interaction => ({
  description,
  request: { method: 'DELETE', path: POLICY, headers: TOKEN },
  response: { status: 204 },
  ...more,
});

/** Provider states in the form of versions 3 and 4: names, or names with parameters. */
export const given = (...states: (string | [name: string, params: Json])[]): Json => ({
  providerStates: states.map((state) =>
    typeof state === 'string' ? { name: state } : { name: state[0], params: state[1] },
  ),
});

/** A request or a response with other members; `undefined` takes one away. */
export const withRequest = (interaction: Interaction, change: Json): Interaction => ({
  ...interaction,
  request: { ...interaction.request, ...change },
});
export const withResponse = (interaction: Interaction, change: Json): Interaction => ({
  ...interaction,
  response: { ...interaction.response, ...change },
});

const SPECIFICATION = { 2: '2.0.0', 3: '3.0.0', 4: '4.0' } as const;

/** Who agreed on it, and in which version; `more` may take the place of any member of the file. */
export interface PactOptions {
  consumer?: string;
  provider?: string;
  version?: 2 | 3 | 4;
  more?: Json;
}

/** A Pact file as data. */
export function pactOf(
  interactions: readonly Interaction[],
  { consumer = 'a-consumer', provider = 'a-provider', version = 3, more }: PactOptions = {},
): Json & { consumer: { name: string }; provider: { name: string } } {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: version === 4 ? interactions.map(fourth) : interactions,
    metadata: { pactSpecification: { version: SPECIFICATION[version] } },
    ...more,
  };
}

/** Version 4 has its bodies behind `content`, and lists of header values. */
function fourth({ request, response, ...rest }: Interaction): Json {
  const part = ({ headers, body, ...other }: Json): Json => ({
    ...other,
    ...(headers !== undefined && {
      headers: Object.fromEntries(Object.entries(headers as Json).map(([name, value]) => [name, [value]])),
    }),
    ...(body !== undefined && {
      body: { content: body, contentType: 'application/json', encoded: false },
    }),
  });
  return { type: 'Synchronous/HTTP', ...rest, request: part(request), response: part(response) };
}

let files = 0;

/** Writes a file into a folder, by a name of its own where none is given. */
export function write(folder: string, content: unknown, name = `pact-${(files += 1)}.json`): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
  return file;
}
