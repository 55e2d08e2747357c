// The figures of src/: how many files, how long they are, and the circles in which they import each other.
//   node scripts/floors.mjs [FOLDER]      - FOLDER has a src/ of its own; by default the project
// Exits with 1 where an import breaks a rule of .dependency-cruiser.cjs, as `npm run lint` does.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = path.resolve(process.argv[2] ?? project);

const lines = readdirSync(path.join(folder, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.m?ts$/.test(name))
  .map(
    (name) =>
      readFileSync(path.join(folder, 'src', name), 'utf8')
        .replace(/\n$/, '')
        .split('\n').length,
  )
  .sort((one, other) => one - other);
const quantile = (share) => lines[Math.min(lines.length - 1, Math.floor(lines.length * share))];

const { forbidden, options } = await extractConfig(path.join(project, '.dependency-cruiser.cjs'));
const { output } = await cruise(
  ['src'],
  {
    ...options,
    tsConfig: { fileName: path.join(project, options.tsConfig.fileName) },
    ruleSet: { forbidden },
    validate: true,
    baseDir: folder,
  },
  options.enhancedResolveOptions,
);

/** Nodes that lead back to themselves, those of one circle together. */
function circlesIn(edges) {
  const reach = (from) => {
    const seen = new Set();
    const open = [from];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const to of edges.get(at) ?? [])
        if (!seen.has(to)) {
          seen.add(to);
          open.push(to);
        }
    return seen;
  };
  const reached = new Map([...edges.keys()].map((node) => [node, reach(node)]));
  const inCircle = [...reached].filter(([node, all]) => all.has(node)).map(([node]) => node);
  const circleOf = (node) =>
    inCircle.filter(
      (other) => other === node || (reached.get(node).has(other) && reached.get(other).has(node)),
    );
  return [...new Set(inCircle.map((node) => circleOf(node).sort().join(', ')))];
}

const folderOf = (file) => file.split('/').slice(0, 2).join('/');
const ofFiles = new Map();
const ofFolders = new Map();
for (const { source, dependencies } of output.modules) {
  const targets = dependencies.map(({ resolved }) => resolved);
  ofFiles.set(source, new Set(targets));
  const from = folderOf(source);
  ofFolders.set(from, ofFolders.get(from) ?? new Set());
  for (const to of targets.map(folderOf)) if (to !== from) ofFolders.get(from).add(to);
}
const circles = { files: circlesIn(ofFiles), folders: circlesIn(ofFolders) };

process.stdout.write(
  [
    `files    ${lines.length}`,
    `lines    median ${quantile(0.5)}, p90 ${quantile(0.9)}, max ${lines.at(-1)}`,
    `circles  ${circles.files.length} of files, ${circles.folders.length} of folders`,
    ...circles.files.map((files) => `  circle of files: ${files}`),
    ...circles.folders.map((folders) => `  circle of folders: ${folders}`),
    ...output.summary.violations.map(({ rule, from, to }) => `  ${rule.name}: ${from} -> ${to}`),
    '',
  ].join('\n'),
);
process.exitCode = output.summary.violations.length === 0 ? 0 : 1;
