import fc from 'fast-check';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { loadOwnPack } from '../../src/contract/own/load';
import { registerOf } from '../../src/contract/register/register';
import { judge } from '../../src/judge/judge';
import { allScenarios } from '../../src/scenarios';
import { UsageErrors } from '../../src/usage-error';
import { temporaryFolder } from '../cli/support';
import { readShelf, updateShelf } from './exchanges';
import { SHELF_FOLDER } from '.';
import { WHOLE } from '../environment/extent';

const folder = temporaryFolder();
const place = path.join(folder, 'mutated');
cpSync(SHELF_FOLDER, place, { recursive: true });

const FILES = ['openapi.yaml', 'requirements.yaml', 'statements.yaml', 'disagreements.yaml', 'wording.yaml'];
const texts = FILES.map((file) => readFileSync(path.join(SHELF_FOLDER, file), 'utf8'));

type Way = (string | number)[];

/** The ways to all parts of a value. */
function* waysIn(node: unknown, at: Way = []): Iterable<Way> {
  if (at.length > 0) yield at;
  if (typeof node !== 'object' || node === null) return;
  for (const [name, value] of Object.entries(node))
    yield* waysIn(value, [...at, Array.isArray(node) ? Number(name) : name]);
}

const ways = texts.map((text) => [...waysIn(parse(text))]);

/** What stands in the place of a part: nothing, or something odd. */
const odd = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e21,
    '',
    'x',
    '{braces}',
    [],
    {},
    [null],
    { toString: 1 },
    '__proto__',
    '#/components/schemas/shelf',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const mutation = fc
  .integer({ min: 0, max: FILES.length - 1 })
  .chain((file) =>
    fc.record({ file: fc.constant(file), at: fc.nat((ways[file] as Way[]).length - 1), put: odd }),
  );

test('whatever part of a pack is missing or odd, it loads and judges, or each fault is a line', () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 2 }), (mutations) => {
      const values = texts.map((text) => parse(text) as unknown);
      for (const { file, at, put } of mutations) set(values[file], (ways[file] as Way[])[at] as Way, put);
      for (const [index, file] of FILES.entries())
        writeFileSync(path.join(place, file), stringify(values[index]));
      let operation;
      try {
        operation = loadOwnPack(place, './mutated');
      } catch (error) {
        expect(error).toBeInstanceOf(UsageErrors);
        const { lines } = error as UsageErrors;
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expect(line).toMatch(/^\.\/mutated(\/\w+\.yaml:\d+)?: \S/);
        return;
      }
      const register = registerOf(operation);
      expect(allScenarios({ groups: [] }, operation).length).toBeGreaterThan(0);
      const { findings } = judge([updateShelf({ label: 'A', rules: [] }), readShelf()], {
        subject: 'traffic',
        register,
      });
      expect(findings.filter(({ outcome }) => outcome === 'error')).toEqual([]);
    }),
    { numRuns: WHOLE ? 400 : 40 },
  );
});

function set(root: unknown, way: Way, put: unknown): void {
  let node = root as Record<string | number, unknown> | undefined;
  for (const name of way.slice(0, -1)) {
    const next = node?.[name];
    node = typeof next === 'object' && next !== null ? (next as Record<string | number, unknown>) : undefined;
  }
  const last = way.at(-1) as string | number;
  if (node === undefined) return;
  if (put !== undefined) node[last] = put;
  else if (Array.isArray(node)) node.splice(Number(last), 1);
  else delete node[last];
}
