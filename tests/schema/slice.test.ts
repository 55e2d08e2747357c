import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageFile } from '../../src/schema/package-root';
import {
  POLICY_SCHEMA,
  UPDATE_SCHEMA,
  headerSchemas,
  operationPath,
  resolve,
  schemaNamed,
  slice,
  sliceDigest,
} from '../../src/schema/slice';

test('the slice is read once', () => {
  expect(slice()).toBe(slice());
  expect(sliceDigest()).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('its first path is that of the operation', () => {
  expect(operationPath()).toBe(
    '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass',
  );
});

test('a schema is found by its name, and through a reference', () => {
  expect(schemaNamed(UPDATE_SCHEMA).title).toBe('The update');
  expect(resolve({ $ref: `#/components/schemas/${POLICY_SCHEMA}` })).toBe(schemaNamed(POLICY_SCHEMA));
  const inline = { type: 'string' };
  expect(resolve(inline)).toBe(inline);
});

test('a name or a reference that leads nowhere is a mistake of the caller', () => {
  expect(() => schemaNamed('nothing')).toThrow('spec/openapi.yaml has no schema named nothing');
  expect(() => resolve({ $ref: '#/components/schemas/nothing' })).toThrow(/nothing/);
});

test('a header has one schema in each direction', () => {
  const schemas = headerSchemas();
  expect(Object.keys(schemas)).toEqual(
    expect.arrayContaining(['request-header:client-request-id', 'response-header:client-request-id']),
  );
  expect(schemas['request-header:client-request-id']).toMatchObject({ format: 'uuid' });
  expect(schemas['response-header:client-request-id']).toEqual({
    type: 'string',
    'x-requirement': 'RES-REQID',
  });
});

test('what ships with the package is found from its root', () => {
  expect(path.isAbsolute(packageFile('spec', 'openapi.yaml'))).toBe(true);
  expect(existsSync(packageFile('spec', 'openapi.yaml'))).toBe(true);
});
