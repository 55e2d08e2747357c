import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { packageFile } from '../../src/contract/package-root';

test('the pictures of docs/images show what a run shows', async () => {
  const script = path.join(packageFile('scripts'), 'pictures.mjs');
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({
    stderr: '',
  });
}, 60_000);
