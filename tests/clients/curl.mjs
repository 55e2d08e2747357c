// curl, as the command that the reports print.
import { execFile } from 'node:child_process';
import { bodyOf, pathOf } from './intents.mjs';

export function client({ root, token, ca }) {
  return {
    async update(intent) {
      const settings = {
        ...{
          request: 'PATCH',
          url: `${root}${pathOf(intent)}`,
          'data-binary': JSON.stringify(bodyOf(intent)),
        },
        ...(ca && { cacert: ca }),
      };
      const headers = [`Authorization: Bearer ${token}`, 'Content-Type: application/json'];
      const config = [...Object.entries(settings), ...headers.map((header) => ['header', header])];
      return run(config.map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`).join(''));
    },
  };
}

/**
 * Hands over what curl printed. Settings come on standard input: others on the machine can read arguments, and one of
 * them is a token.
 */
function run(config) {
  return new Promise((resolve, reject) => {
    const args = ['--disable', '--silent', '--show-error', '--fail', '--http1.1', '--config', '-'];
    const child = execFile('curl', args, (error, stdout) =>
      error ? reject(error) : resolve(stdout === '' ? undefined : JSON.parse(stdout)),
    );
    child.stdin.end(config);
  });
}
