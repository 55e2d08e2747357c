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
    files: ['tests/**/*.ts', 'scripts/**', 'bench/**', '*.js', 'src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['*.js', 'scripts/**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
