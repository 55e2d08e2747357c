// What each client is made to do: every documented way to update the policy of a method. An intent is what was meant;
// what went out is looked at beside it. updates.json has the intents, and is read by no client: each gets them as lines
// of JSON, in whatever language it is written.
import { readFileSync } from 'node:fs';

export const COLLECTION = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';

/**
 * @typedef {object} Intent
 * @property {string} operation
 * @property {string} type the value of `@odata.type`
 * @property {string} name
 * @property {object} before members of the policy beforehand: others, and such that the update is in order
 * @property {object} members those that are to change, by their documented names
 * @property {string} key the last segment of the path, as the page of the update or of the policy spells it
 * @property {true} [aside] the members are handed over beside the client's own model, where it has one
 */

/**
 * @typedef {object} Operation
 * @property {string} id its name for `--operation`
 * @property {string} type
 * @property {string} provider its name in Pacts
 * @property {readonly Intent[]} intents
 */

/** @type {readonly Operation[]} */
export const OPERATIONS = Object.entries(
  JSON.parse(readFileSync(new URL('updates.json', import.meta.url), 'utf8')),
).map(([id, { type, key, provider, updates }]) => ({
  ...{ id, type, provider },
  intents: updates.map((update) => ({ operation: id, type, key, ...update })),
}));

/** The path of an intent, below the API root. */
export const pathOf = ({ key }) => `${COLLECTION}/${key}`;

/** The body that an intent means. */
export const bodyOf = ({ type, members }) => ({ '@odata.type': type, ...members });
