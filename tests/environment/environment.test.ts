import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { packageFile } from '../../src/contract/package-root';
import { shared } from './shared';

test.each([['spec/common/openapi.yaml'], ['spec/operations/sms/requirements.yaml']])(
  '%s is shared as what it says',
  (file) => {
    const text = readFileSync(packageFile(file), 'utf8');
    expect(shared.yaml.has(text)).toBe(true);
    // With an option nothing is shared.
    expect(parse(text)).toStrictEqual(parse(text, {}));
  },
);

test('what one test does to shared data, no other sees', () => {
  const text = readFileSync(packageFile('spec', 'common', 'openapi.yaml'), 'utf8');
  const own = parse(text) as { info: { version?: string } };
  delete own.info.version;
  expect(parse(text)).toHaveProperty('info.version');
});
