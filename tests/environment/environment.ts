import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import * as ajv from 'ajv/dist/2020';
import type { SchemaEnv } from 'ajv/dist/compile';
import * as formats from 'ajv-formats';
import { TestEnvironment } from 'jest-environment-node';
import { parse } from 'yaml';

// As for the command line: Node 20 would compile longer than most tests run.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=500000');

/** What all test files of a worker have in common. */
export interface Shared {
  ajv: typeof ajv;
  formats: typeof formats;
  /** The YAML files of the package: their text, and what it says as JSON. */
  yaml: ReadonlyMap<string, () => string>;
  /** Where the YAML library itself is found. */
  yamlLibrary: string;
  /** Where the library of properties itself is found. */
  propertyLibrary: string;
}

const root = path.join(__dirname, '..', '..');

/** Parsed when it is first asked for, and once. */
const parsedOnce = (text: string) => {
  let json: string | undefined;
  return () => (json ??= JSON.stringify(parse(text)));
};

const filesOf = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8'));

const SCHEMA_OF_SCHEMAS = 'https://json-schema.org/draft/2020-12/schema';

/** The schema of schemas of the first instance with each set of options. */
const firsts = new Map<string, Pick<SchemaEnv, 'validate'>>();

/** Ajv, which compiles the schema of schemas once a worker: each instance takes what the first one made of it. */
class Ajv extends ajv.Ajv2020 {
  override _addDefaultMetaSchema(): void {
    super._addDefaultMetaSchema();
    const own = this.schemas[SCHEMA_OF_SCHEMAS];
    if (!own) return;
    const key = JSON.stringify({ ...this.opts, uriResolver: undefined });
    const first = firsts.get(key);
    if (first?.validate) own.validate = first.validate;
    else firsts.set(key, own);
  }
}

const shared: Shared = {
  // The module is its class, and what it exports stands in that.
  ajv: Object.assign(Ajv, { default: Ajv, Ajv2020: Ajv }) as unknown as typeof ajv,
  formats,
  yaml: new Map(['spec', 'contracts'].flatMap(filesOf).map((text) => [text, parsedOnce(text)])),
  yamlLibrary: require.resolve('yaml'),
  propertyLibrary: require.resolve('fast-check'),
};

/**
 * Node as Jest has it, with what is costly to load handed in. Jest loads every module anew for each test
 * file, which is right for the sources: their state must not leak. Loading Ajv and parsing the same two
 * YAML files a hundred times over took more than half of the suite's time.
 */
export default class extends TestEnvironment {
  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context);
    Object.assign(this.global, { shared });
  }
}
