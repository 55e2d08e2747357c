import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RunPlace } from '../exchanges/run-header';
import { programNamed } from '../files/program';

const execFileAsync = promisify(execFile);

type Environment = Readonly<Record<string, string | undefined>>;

/** The machine that this process runs on. */
const thisHost = (): RunPlace['host'] => ({
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
});

/** The machine, the commit and the CI run of this process. */
export async function placeOf(env: Environment): Promise<RunPlace> {
  const ci = ciOf(env);
  return { host: thisHost(), commit: await commitOf(env), ...(ci && { ci }) };
}

/** The commit that is being tested: what the CI system says, else what git says of the working folder; null where neither does. */
export async function commitOf(env: Environment): Promise<string | null> {
  const named =
    env['GITHUB_SHA'] ?? env['BUILD_SOURCEVERSION'] ?? env['CI_COMMIT_SHA'] ?? env['BITBUCKET_COMMIT'];
  if (named !== undefined) return named;
  const git = programNamed('git', process.env, process.cwd());
  if (git === undefined) return null;
  try {
    return (await execFileAsync(git, ['rev-parse', 'HEAD'])).stdout.trim();
  } catch {
    return null;
  }
}

/** The CI run that judges, by the variables that CI systems set; undefined outside of one. */
export function ciOf(env: Environment): RunPlace['ci'] {
  if (env['GITHUB_ACTIONS'] && env['GITHUB_RUN_ID']) {
    return {
      name: 'GitHub Actions',
      url: `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}/actions/runs/${env['GITHUB_RUN_ID']}`,
    };
  }
  if (env['TF_BUILD'] && env['BUILD_BUILDID']) {
    return {
      name: 'Azure Pipelines',
      url: `${env['SYSTEM_COLLECTIONURI']}${env['SYSTEM_TEAMPROJECT']}/_build/results?buildId=${env['BUILD_BUILDID']}`,
    };
  }
  if (env['GITLAB_CI'] && env['CI_PIPELINE_URL']) return { name: 'GitLab CI', url: env['CI_PIPELINE_URL'] };
  return env['CI'] ? { name: 'CI' } : undefined;
}
