import { readFileSync } from 'node:fs';
import type * as Operations from '../../src/contract/operation';
import { operationNamed } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';
import { fromPointer } from '../../src/contract/pointer';
import Ajv from 'ajv/dist/2020';

test('what is compiled once has the globals of its test file, and a state of its own when it is loaded anew', () => {
  expect(fromPointer('/a')).toBeInstanceOf(Array);
  let anew: typeof Operations | undefined;
  jest.isolateModules(() => {
    anew = jest.requireActual<typeof Operations>('../../src/contract/operation');
  });
  expect(anew?.operationNamed('sms').name).toBe('sms');
  expect(anew?.operationNamed('sms')).not.toBe(operationNamed('sms'));
});

test('an error of what is compiled once names its line and column', () => {
  let error: unknown;
  try {
    operationNamed('none');
  } catch (thrown) {
    error = thrown;
  }
  const [, line, column] = /operation\.ts:(\d+):(\d+)/.exec((error as Error).stack ?? '') ?? [];
  const text = readFileSync(packageFile('src', 'contract', 'operation.ts'), 'utf8').split('\n');
  expect(text[Number(line) - 1]?.slice(Number(column) - 1)).toMatch(/^new UsageError\(/);
});

test.each([{}, { allErrors: true }])(
  'each instance of Ajv with %j holds a schema to the schema of schemas',
  (options) => {
    for (let instance = 0; instance < 2; instance++) {
      const ajv = new Ajv(options);
      expect(() => ajv.compile({ type: 'text' })).toThrow('schema is invalid: data/type must be');
      expect(ajv.compile({ type: 'string' })('text')).toBe(true);
    }
  },
);
