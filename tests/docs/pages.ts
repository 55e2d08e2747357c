import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';

/** Every page: README.md, CONTRIBUTING.md and those below docs/. */
export const pages = (): string[] => [
  packageFile('README.md'),
  packageFile('CONTRIBUTING.md'),
  ...readdirSync(packageFile('docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => packageFile('docs', name)),
];

export const readPage = (...name: string[]): string => readFileSync(packageFile(path.join(...name)), 'utf8');

/** The files that a page shows in full: the fenced block behind each `<!-- file: name -->`. */
export const filesIn = (page: string): { name: string; text: string }[] =>
  [...page.matchAll(/<!-- file: (\S+) -->\n\n```\w+\n([\s\S]*?)```/g)].map(([, name = '', text = '']) => ({
    name,
    text,
  }));

/** The commands that a page shows, each with what it prints. */
export const commandsIn = (page: string): { args: string[]; output: string }[] =>
  [...page.matchAll(/```console\n\$ npx graph-contract (.*)\n([\s\S]*?)```/g)].map(
    ([, args = '', output = '']) => ({
      args: [...args.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare),
      output,
    }),
  );

/** The fenced block of a page behind a marker. */
export function blockBehind(marker: string, page = 'README.md'): string {
  const text = readPage(page);
  const [, block] = new RegExp(`<!-- ${marker} -->\\n+\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(text) ?? [];
  if (block === undefined) throw new Error(`${page} has no block behind ${marker}`);
  return block;
}
