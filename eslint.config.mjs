import tseslint from 'typescript-eslint';

/** The layers of src/ and what each may not import: the judge and the judged share only the contract. */
const layer = (files, patterns, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] },
});

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'reports/', 'spec/**/types.ts'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  layer(
    ['src/provider/**/*.ts'],
    ['**/checks/**', '**/scenarios/**', '**/run/**', '**/cli/**'],
    'The embedded provider is written apart from the checks.',
  ),
  layer(
    ['src/checks/**/*.ts'],
    [
      '**/provider/**',
      '**/run/**',
      '**/cli/**',
      '**/reports/**',
      'node:fs',
      'node:net',
      'node:http',
      'node:tls',
    ],
    'Checks are pure: no I/O, and nothing of the provider.',
  ),
  layer(
    ['src/{exchanges,requirements,schema,scenarios,reports,pact}/**/*.ts'],
    ['**/run/**', '**/cli/**', '**/provider/**'],
    'Imports go from cli/ to run/ to the rest, never back.',
  ),
  layer(
    ['src/{proxy,chaos}/**/*.ts'],
    ['**/run/**', '**/cli/**', '**/provider/**', '**/strength/**'],
    'Imports go from cli/ to run/ to the rest, never back.',
  ),
  layer(
    ['src/jest/**/*.{ts,mts}'],
    ['**/cli/**', '**/strength/**'],
    'The matchers are of the library, as the command line is.',
  ),
  layer(['src/{run,strength}/**/*.ts'], ['**/cli/**'], 'Imports go from cli/ to run/, never back.'),
  {
    files: ['tests/**/*.ts', 'scripts/**', 'bench/**', '*.js', 'src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['*.js', 'scripts/**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
