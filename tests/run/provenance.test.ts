import { ciOf, commitOf } from '../../src/run/provenance';

describe('the commit', () => {
  test.each(['GITHUB_SHA', 'BUILD_SOURCEVERSION', 'CI_COMMIT_SHA', 'BITBUCKET_COMMIT'])(
    'is what %s says',
    async (name) => {
      expect(await commitOf({ [name]: '525adb0' })).toBe('525adb0');
    },
  );

  test('is what git says where no CI system says any', async () => {
    expect(await commitOf({})).toMatch(/^[0-9a-f]{40}$|^$/);
  });
});

describe('the CI run', () => {
  test.each([
    [
      'GitHub Actions',
      {
        ...{ GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: '7', GITHUB_SERVER_URL: 'https://github.example' },
        GITHUB_REPOSITORY: 'o/r',
      },
      { name: 'GitHub Actions', url: 'https://github.example/o/r/actions/runs/7' },
    ],
    [
      'Azure Pipelines',
      {
        ...{ TF_BUILD: 'True', BUILD_BUILDID: '9' },
        ...{ SYSTEM_COLLECTIONURI: 'https://dev.example/o/', SYSTEM_TEAMPROJECT: 'p' },
      },
      { name: 'Azure Pipelines', url: 'https://dev.example/o/p/_build/results?buildId=9' },
    ],
    [
      'GitLab',
      { GITLAB_CI: 'true', CI_PIPELINE_URL: 'https://gitlab.example/p/1' },
      { name: 'GitLab CI', url: 'https://gitlab.example/p/1' },
    ],
    ['another that says no more than that it is one', { CI: 'true' }, { name: 'CI' }],
    ['none', {}, undefined],
  ])('is told for %s', (_name, env, expected) => {
    expect(ciOf(env as Record<string, string>)).toEqual(expected);
  });
});
