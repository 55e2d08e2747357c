import { readdirSync, statSync, type Stats } from 'node:fs';
import { textOrValue } from '../contract/describe';
import path from 'node:path';
import { parseTree } from 'jsonc-parser';
import { NoJson, parseJson } from '../exchanges/json-text';
import { readText } from '../files/read';
import { inWords } from '../exchanges/readers/message';
import { pactEntries } from '../exchanges/readers/pact';
import { UsageError } from '../usage-error';

/** A provider state as an interaction names it. */
export interface ProviderState {
  name: string;
  params: Readonly<Record<string, unknown>>;
}

/** The parts of an interaction that a run needs before the replay; Pact's verifier reads the rest. */
export interface PactInteraction {
  description: string;
  states: ProviderState[];
  method: string;
  /** The path as the file has it; absent if it is not plain text. */
  path: string;
  expectedStatus: number;
  /**
   * Why the interaction is not replayed: a part of it has an unknown form, and Pact's verifier would ignore that
   * part.
   */
  unreadable?: string;
}

/** A Pact file that can be replayed. */
export interface PactDocument {
  /** The path as the user named it, or below the folder that the user named. */
  file: string;
  /**
   * The text of the file. Each interaction has an `_id`, its index in the list, which the verifier repeats in its
   * results.
   */
  numbered: string;
  consumer: string;
  provider: string;
  /** The version of the Pact specification. */
  version: number;
  interactions: PactInteraction[];
}

/**
 * Reads a Pact file, or every `.json` file of a folder.
 * @param place the file or folder, absolute or relative to `folder`
 * @param folder the base of a relative place
 * @throws UsageError that names each invalid file and the reason
 */
export function readPacts(place: string, folder: string): PactDocument[] {
  const absolute = path.resolve(folder, place);
  const problems: string[] = [];
  const documents = filesAt(absolute, place).flatMap((file) => {
    try {
      return [documentOf(file, textOf(path.resolve(folder, file)))];
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      problems.push(`${file}: ${error.message}`);
      return [];
    }
  });
  if (problems.length > 0) throw new UsageError(`--pact: ${problems.join('; ')}`);
  return documents;
}

/** The fault in a file, in words that follow its name. */
class Unusable extends Error {}

function filesAt(absolute: string, place: string): string[] {
  let found: Stats | undefined;
  try {
    found = statSync(absolute, { throwIfNoEntry: false });
  } catch {
    // Either a part of the path is a file, or a folder may not be entered: both mean that there is nothing to read.
  }
  if (!found) throw new UsageError(`--pact ${place}: there is no such file or folder`);
  if (!found.isDirectory()) return [place];
  const files = readdirSync(absolute)
    .filter((name) => name.endsWith('.json'))
    .sort();
  if (files.length === 0)
    throw new UsageError(`--pact ${place}: the folder has no .json file, and Pact files end in .json`);
  return files.map((name) => path.join(place, name));
}

function textOf(file: string): string {
  try {
    return readText(file).replace(/^\uFEFF/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Unusable(code === undefined ? message : `it cannot be read (${code})`);
  }
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof NoJson) throw new Unusable(error.message);
    throw error;
  }
}

function documentOf(file: string, text: string): PactDocument {
  const json = parsed(text);
  if (!isObject(json) || !isObject(json['consumer']) || !isObject(json['provider']))
    throw new Unusable('not a Pact file: consumer and provider are missing');
  if (json['messages'] !== undefined)
    throw new Unusable('it holds messages, and only HTTP interactions can be replayed');
  const interactions: unknown = json['interactions'];
  if (!Array.isArray(interactions)) throw new Unusable('not a Pact file: it has no list of interactions');
  if (namesPlugins(json['metadata'], interactions))
    throw new Unusable('it names plugins of Pact, which are programs: none is fetched or started');
  const version = versionOf(json['metadata']);
  const readings = [...pactEntries(json).entries];
  return {
    file,
    numbered: numbered(text),
    consumer: nameOf(json['consumer'], 'consumer'),
    provider: nameOf(json['provider'], 'provider'),
    version,
    interactions: interactions.map((each, index) => ({
      ...interactionOf(each, `interaction ${index + 1}`, version),
      ...unreadable(readings[index]),
    })),
  };
}

/** Whether Pact's core would look for, fetch and start plugins that the Pact's author named. */
const namesPlugins = (metadata: unknown, interactions: readonly unknown[]): boolean =>
  (isObject(metadata) && isGiven(metadata['plugins'])) ||
  interactions.some((each) => isObject(each) && isGiven(each['pluginConfiguration']));

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && JSON.stringify(value).length > 2;

/** An interaction that `check` cannot read is not replayed either, so that both commands read a Pact alike. */
function unreadable(reading: (() => unknown) | undefined): Pick<PactInteraction, 'unreadable'> {
  try {
    reading?.();
    return {};
  } catch (error) {
    return { unreadable: inWords(error) };
  }
}

/** Edits the text and does not serialize it again: 1.0 would become 1, which a matcher treats as another type. */
function numbered(text: string): string {
  // If two members have the same name, the later one counts.
  const list = parseTree(text)?.children?.findLast(
    ({ children: [name] = [] }) => name?.value === 'interactions',
  )?.children?.[1]?.children;
  // The new member goes last for the same reason: a broker's copy has ids already.
  const ends = (list ?? []).map(({ offset, length }) => offset + length - 1);
  const parts = ends.map((end, index) => `${text.slice(ends[index - 1] ?? 0, end)},"_id":"${index}"`);
  return parts.join('') + text.slice(ends.at(-1) ?? 0);
}

function nameOf(party: Json, role: string): string {
  if (typeof party['name'] !== 'string' || party['name'] === '')
    throw new Unusable(`the ${role} has no name`);
  return party['name'];
}

/** Files of version 2 or earlier need not state their version. */
function versionOf(metadata: unknown): number {
  const members = isObject(metadata) ? metadata : {};
  const said = members['pact-specification'] ?? members['pactSpecification'];
  const version =
    (isObject(said) ? said['version'] : undefined) ?? members['pactSpecificationVersion'] ?? '2';
  const major = Number.parseInt(textOrValue(version), 10);
  if (![2, 3, 4].includes(major))
    throw new Unusable(
      `version ${textOrValue(version)} of the Pact specification is not supported; versions 2, 3 and 4 are`,
    );
  return major;
}

function interactionOf(json: unknown, place: string, version: number): PactInteraction {
  if (!isObject(json)) throw new Unusable(`${place} is no object`);
  const { description, request, response } = json;
  // Before version 4, there was only one type of interaction, without a name.
  const type = version < 4 ? 'Synchronous/HTTP' : json['type'];
  if (typeof description !== 'string') throw new Unusable(`${place} has no description`);
  if (type === undefined) throw new Unusable(`${place} (${description}) has no type`);
  if (type !== 'Synchronous/HTTP')
    throw new Unusable(
      `${place} (${description}) is of type ${textOrValue(type)}, and only HTTP interactions can be replayed`,
    );
  if (!isObject(request) || !isObject(response))
    throw new Unusable(`${place} (${description}) has no request or no response`);
  // Parts that are missing in a Pact file have the defaults of the Pact specification.
  const { method = 'GET', path: where = '/' } = request;
  const { status = 200 } = response;
  if (typeof method !== 'string' || typeof where !== 'string' || !Number.isInteger(status))
    throw new Unusable(`${place} (${description}): method, path or status is of the wrong type`);
  return {
    description,
    states: statesOf(json, `${place} (${description})`),
    method: method.toUpperCase(),
    path: where,
    expectedStatus: status as number,
  };
}

/** Version 2 has one state, as a string; later versions have a list with parameters. */
function statesOf(json: Json, place: string): ProviderState[] {
  const said: unknown = json['providerStates'] ?? json['providerState'] ?? json['provider_state'] ?? [];
  const list: unknown[] = Array.isArray(said) ? said : [said];
  return list
    .filter((state) => state !== null && state !== '')
    .map((state) => {
      const name = isObject(state) ? state['name'] : state;
      if (typeof name !== 'string') throw new Unusable(`${place} has a provider state without a name`);
      return { name, params: isObject(state) && isObject(state['params']) ? state['params'] : {} };
    });
}
