import { readFileSync } from 'node:fs';
import { packageFile } from './package-root';

/** The package's name and version, as reports carry them. */
export function tool(): { name: string; version: string } {
  const { name, version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return { name, version };
}
