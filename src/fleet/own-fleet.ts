import { readYaml } from '../bounds/yaml';
import { CAPABILITIES, type Capability } from '../contract/register/capabilities';
import { textOrValue } from '../contract/describe';
import { loadRegister, type Register } from '../contract/register/register';
import { UsageError } from '../usage-error';
import type { Fault, ProviderOptions, Variant } from './fleet';

/** The user's own providers: each is a command that starts one and prints its URL. */
export interface OwnFleet {
  /** The provider without a fault; absent: the embedded one. */
  baseline?: Started<{ options?: ProviderOptions }>;
  faults: Started<Fault>[];
  variants: Started<Variant>[];
}

/** A command: program and arguments. */
export type Started<T> = T & { command: string[] };

type Entry = Record<string, unknown>;

/**
 * Reads a fleet of the user's own: `faults`, a list of `id`, `command` (a list: program and arguments), `breaks` (a
 * row), and optionally `says` and `options` (`lacks`, `settle`, `groups`, `users`, `headers`: options for `verify`);
 * `variants`, the same without `breaks`; and `baseline`, a command and options.
 * @throws UsageError that names the file, the entry and the fault in it
 */
export function ownFleet(text: string, file: string, register = loadRegister()): OwnFleet {
  const complain = (what: string): UsageError => new UsageError(`--faults ${file}: ${what}`);
  let document: unknown;
  try {
    document = readYaml(text);
  } catch (error) {
    throw complain((error as Error).message.split('\n')[0] as string);
  }
  const { faults, variants = [], baseline } = (isEntry(document) ? document : {}) as Entry;
  if (!Array.isArray(faults) || faults.length === 0) throw complain('it must hold a list of faults');
  if (!Array.isArray(variants)) throw complain('variants must be a list');
  const ids = new Set<string>(['baseline']);
  const common = (entry: unknown, place: string): { command: string[]; options?: ProviderOptions } => {
    const { command, options } = (isEntry(entry) ? entry : {}) as Entry;
    if (!isTexts(command) || command.length === 0)
      throw complain(`${place}: command must be a list of strings, the program first`);
    const wrong = wrongOption(options);
    if (wrong !== undefined) throw complain(`${place}: ${wrong}`);
    return { command, ...(options !== undefined && { options: options as ProviderOptions }) };
  };
  const named = (kind: string) => (entry: unknown, index: number) => {
    const { id, says = '', breaks } = (isEntry(entry) ? entry : {}) as Entry;
    const place = `${kind} ${index + 1}${typeof id === 'string' ? ` (${id})` : ''}`;
    if (typeof id !== 'string' || id === '') throw complain(`${place} has no id`);
    if (ids.has(id)) throw complain(`${place}: another entry has the same id`);
    ids.add(id);
    return { id, says: textOrValue(says), breaks, place, ...common(entry, place) };
  };
  return {
    ...(baseline !== undefined && { baseline: common(baseline, 'baseline') }),
    faults: faults.map(named('fault')).map(({ breaks, place, ...fault }) => {
      if (typeof breaks !== 'string' || !isJudged(register, breaks))
        throw complain(
          `${place}: breaks must name a requirement of providers that is judged; \`graph-contract requirements\` lists them`,
        );
      return { ...fault, breaks };
    }),
    variants: variants.map(named('variant')).map(({ id, says, command, options }) => ({
      ...{ id, says, command },
      ...(options && { options }),
    })),
  };
}

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((part) => typeof part === 'string');

/** Each option, a test of its value, and a description of valid values. */
const OPTIONS: Record<string, [does: (value: unknown) => boolean, wanted: string]> = {
  lacks: [
    (value) => isTexts(value) && value.every((each) => CAPABILITIES.includes(each as Capability)),
    `a list of ${CAPABILITIES.join(', ')}`,
  ],
  settle: [(value) => Number.isInteger(value) && (value as number) >= 0, 'a number of milliseconds'],
  groups: [(value) => isTexts(value) && new Set(value).size >= 3, 'a list of three ids or more'],
  users: [isTexts, 'a list of ids'],
  headers: [
    (value) => isEntry(value) && Object.values(value).every((each) => typeof each === 'string'),
    'a map of names and strings',
  ],
};

/** Describes the first invalid option; undefined if all are valid. */
function wrongOption(options: unknown): string | undefined {
  if (options === undefined) return undefined;
  if (!isEntry(options)) return 'options must be a map of names and values';
  for (const [name, value] of Object.entries(options)) {
    const [does, wanted] = (Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined) ?? [];
    if (!does) return `there is no option ${name}; the options are ${Object.keys(OPTIONS).join(', ')}`;
    if (!does(value)) return `options.${name} must be ${wanted}`;
  }
  return undefined;
}

function isJudged({ byId }: Register, id: string): boolean {
  const row = byId.get(id);
  return row !== undefined && row.actor === 'provider' && row.checks.length > 0;
}
