/**
 * The floors of src/, from the ground. A folder imports from lower floors only, so that folders on one floor know
 * nothing of each other; no two files import each other in a circle. CONTRIBUTING.md says what each folder is for.
 */
const FLOORS = [
  ['bounds'],
  ['files'],
  ['contract'],
  ['exchanges'],
  ['results'],
  ['checks', 'scenarios', 'provider', 'chaos'],
  ['judge', 'wire', 'reports'],
  ['runner', 'explore', 'live', 'pact', 'proxy', 'drift', 'examples'],
  ['run'],
  ['fleet', 'jest'],
  ['cli'],
];

/** A folder of src/, as part of a path. */
const inside = (folders) => `^src/(${folders.join('|')})/`;

const upwards = FLOORS.flatMap((folders, at) =>
  folders.map((folder) => ({
    name: `floor-${folder}`,
    comment: `src/${folder}/ imports from lower floors only.`,
    severity: 'error',
    from: { path: inside([folder]) },
    to: {
      path: [
        inside([...folders.filter((other) => other !== folder), ...FLOORS.slice(at + 1).flat(), 'none']),
        '^src/index\\.ts$',
      ],
    },
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files that import each other in a circle can only be understood together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'on-a-floor',
      comment: 'Every folder of src/ stands on a floor: add it to FLOORS.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: inside(FLOORS.flat()) },
      to: {},
    },
    ...upwards,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(src|spec)/',
    // Types are dependencies too: a file is read together with those that it names.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mts', '.js', '.json'] },
  },
};
