import redos from 'eslint-plugin-redos';
import tseslint from 'typescript-eslint';

/** What checks and scenarios are not given: they are pure. Which folder may import which is in .dependency-cruiser.cjs. */
const NO_IO = [
  'node:fs',
  'node:fs/promises',
  'node:net',
  'node:http',
  'node:https',
  'node:tls',
  'node:child_process',
];

/** What one place of src/ is for, and no other does by itself. */
const YAML = {
  selector:
    "ImportDeclaration[source.value='yaml'] ImportSpecifier[imported.name=/^parse/], CallExpression[callee.object.callee.name='yaml'][callee.property.name=/^parse/]",
  message: 'readYaml, yamlDocument and ownYaml are what reads YAML: within limits.',
};
const FOLDERS = {
  selector: 'ImportSpecifier[imported.name=/^mkdir(Sync)?$/]',
  message: 'makeFolder ends where Node does not, and says why there is no folder.',
};
const WRITING = [
  {
    selector:
      'ImportDeclaration[source.value=/^node:fs/] ImportSpecifier[imported.name=/^(writeFile|appendFile|writev?|createWriteStream|rename|copyFile|cp|symlink|link|truncate|mkdtemp)(Sync)?$/]',
    message: 'src/files/ writes: aside, and into the place of a file when it is whole.',
  },
  {
    selector:
      'ImportDeclaration[source.value=/^node:fs/] :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier)',
    message: 'Functions of node:fs are imported by name, so that it can be seen who writes.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/.venv/',
      'dist/',
      'site/dist/',
      'site/.vitepress/cache/',
      'coverage/',
      'reports/',
      'spec/**/types.ts',
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // A pattern whose time grows faster than its text would let a file or a message stop a run. What was found safe
    // is kept below node_modules/, since finding it out takes a minute.
    files: ['src/**/*.{ts,mts}'],
    plugins: { redos },
    rules: {
      'redos/no-vulnerable': [
        'error',
        { ignoreErrors: false, timeout: 120_000, randomSeed: 1, cache: { strategy: 'aggressive' } },
      ],
    },
  },
  {
    files: ['src/{checks,scenarios}/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: NO_IO.map((name) => ({ name, message: 'Checks and scenarios are pure: no I/O.' })),
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,mts}'],
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  // A story is read from top to bottom.
  { files: ['src/run/**/*.ts'], rules: { 'max-lines': ['error', 150] } },
  { files: ['src/**/*.ts'], rules: { 'no-restricted-syntax': ['error', YAML, FOLDERS, ...WRITING] } },
  // Standard error, when the process ends.
  { files: ['src/cli/signals.ts'], rules: { 'no-restricted-syntax': ['error', YAML, FOLDERS] } },
  { files: ['src/files/**/*.ts'], rules: { 'no-restricted-syntax': ['error', YAML] } },
  { files: ['src/bounds/yaml.ts'], rules: { 'no-restricted-syntax': ['error', FOLDERS, ...WRITING] } },
  {
    files: ['tests/**/*.ts', 'scripts/**', 'bench/**', '*.js', 'src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['*.js', 'scripts/**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
