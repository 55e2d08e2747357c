import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, type Option } from 'commander';
import { COMMANDS } from '../../src/cli/commands';
import { addConfigOption } from '../../src/cli/config-option';
import { configure } from '../../src/cli/config';
import { ListOption } from '../../src/cli/list-option';
import type { Io } from '../../src/cli/io';
import { temporaryFolder } from './support';

const folder = temporaryFolder();
mkdirSync(path.join(folder, 'below'));
const io = { cwd: folder, stderr: () => undefined } as unknown as Io;

/** Two values that each list takes, for all commands. A new list option needs a pair here. */
const VALUES: Record<string, [string, string]> = {
  '--format': ['json', 'markdown'],
  '--only': ['RES-204', 'response/*'],
  '--skip': ['RES-204', 'response/*'],
  '--lacks': ['read', 'batch'],
  '--group': ['one', 'two'],
  '--user': ['one', '007'],
  '--show-header': ['X-One', 'X-Two'],
  '--show-parameter': ['one', 'two'],
  '--show-member': ['one', 'two'],
  '--header': ['X-One: a, b', 'X-Two: c'],
  '--pact': ['https://broker.example/one', 'https://broker.example/two'],
  '--consumer-version-selectors': ['{"mainBranch":true}', '{"branch":"a","latest":true}'],
  '--docs': ['https://docs.example/one', 'https://docs.example/two'],
  '--csdl': ['https://docs.example/one', 'https://docs.example/two'],
  '--openapi': ['https://docs.example/one', 'https://docs.example/two'],
  '--evidence': ['-', 'https://docs.example/two'],
};
/** Lists whose values may hold commas, so that commas separate none. */
const WITHOUT_COMMAS = ['--header'];

/** Texts of every form that an option takes: what makes a list of one is a list option. */
const PROBES = ['a', 'json', 'a,b', '1', '20%', '2026-11-01', 'X-One: a', '{"latest":true}', 'sms', 'read'];

/** A command as it is made anew, whose action does nothing. */
async function made(name: string): Promise<Command> {
  const entry = COMMANDS.find((each) => each.name === name);
  const command = new Command(name).exitOverride().configureOutput({ writeErr: () => undefined });
  (await entry?.load())?.define(command, io, () => undefined);
  for (const [usage] of entry?.takes ?? []) command.argument(usage);
  return addConfigOption(command).action(() => undefined);
}

let lists: (readonly [command: string, option: ListOption<unknown>])[];
let others: (readonly [command: string, option: Option])[];
beforeAll(async () => {
  const all = await Promise.all(
    COMMANDS.map(async ({ name }) => (await made(name)).options.map((option) => [name, option] as const)),
  );
  const isList = (each: (typeof others)[number]): each is (typeof lists)[number] =>
    each[1] instanceof ListOption;
  // What several commands have alike is tried once.
  lists = [
    ...new Map(
      all
        .flat()
        .filter(isList)
        .map((each) => [each[1].description, each]),
    ).values(),
  ];
  others = all.flat().filter(([, option]) => !(option instanceof ListOption));
});

/** What an option comes to by arguments and a configuration. */
async function valueOf(
  command: string,
  option: Option,
  values: readonly string[],
  yaml?: string,
): Promise<unknown> {
  const ran = await made(command);
  const { long } = option;
  const needed = COMMANDS.find(({ name }) => name === command)?.takes?.map(() => 'a-file') ?? [];
  ran.parse([...needed, ...values.flatMap((value) => [long as string, value])], { from: 'user' });
  if (yaml !== undefined) {
    const place = path.join(folder, 'below', 'own.yaml');
    writeFileSync(place, yaml);
    configure(ran, { name: 'below/own.yaml', place, isNamed: true }, () => false, io);
  }
  return ran.getOptionValue(option.attributeName());
}

test('every option that takes several values is a list option, and has a row in the table', () => {
  expect(new Set(lists.map(([, { long }]) => long))).toEqual(new Set(Object.keys(VALUES)));
  const hidden = others.filter(([, { variadic, parseArg, description, defaultValue }]) => {
    const makesList = PROBES.some((probe) => {
      try {
        return Array.isArray(parseArg?.(probe, undefined as never));
      } catch {
        return false;
      }
    });
    return (
      variadic || Array.isArray(defaultValue) || /repeatable|separated by/.test(description) || makesList
    );
  });
  expect(hidden.map(([command, { flags }]) => `${command} ${flags}`)).toEqual([]);
});

test('repeated, separated by commas, and as a list of a configuration they mean the same', async () => {
  for (const [command, option] of lists) {
    const [one, other] = VALUES[option.long as string] as [string, string];
    const key = (option.long as string).slice(2);
    const quoted = (text: string): string => `'${text}'`;
    const expected = await valueOf(command, option, [one, other]);
    expect(expected).toBeInstanceOf(Array);
    // JSON is what every command writes.
    expect(expected).not.toEqual(await valueOf(command, option, [other]));
    const ways: Record<string, unknown> = {
      'a list': await valueOf(command, option, [], `${key}: [${quoted(one)}, ${quoted(other)}]\n`),
      'a list below': await valueOf(
        command,
        option,
        [],
        `${key}:\n  - ${quoted(one)}\n  - ${quoted(other)}\n`,
      ),
      'the command line alone': await valueOf(command, option, [one, other], `${key}: ${quoted(other)}\n`),
      ...(typeof (expected as unknown[])[0] === 'string' && {
        'said twice': await valueOf(command, option, [one, other, one]),
      }),
      ...(!WITHOUT_COMMAS.includes(option.long as string) && {
        'with commas': await valueOf(command, option, [`${one}, ${other}`]),
        'with commas in a configuration': await valueOf(command, option, [], `${key}: '${one},${other}'\n`),
      }),
    };
    for (const [way, value] of Object.entries(ways))
      expect({ command, key, way, value }).toEqual({ command, key, way, value: expected });
  }
});

test('a value that will not do is told of with the line that it stands in', async () => {
  for (const [command, option] of lists) {
    const key = (option.long as string).slice(2);
    for (const [yaml, line] of [
      [`# own\n${key}:\n  - {a: [1]}\n`, 3],
      [`# own\n${key}: []\n`, 2],
      [`# own\n${key}: true\n`, 2],
    ] as const)
      await expect(valueOf(command, option, [], yaml)).rejects.toThrow(`below/own.yaml:${line}: ${key}: `);
  }
});
