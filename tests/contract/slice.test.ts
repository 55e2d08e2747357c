import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';
import { defaultOperation, operationNamed, operationNames } from '../../src/contract/operation';
import { headerSchemas, rememberTargets, resolve, type Slice } from '../../src/contract/slice';

test('an operation is read once', () => {
  expect(operationNamed('temporaryAccessPass')).toBe(defaultOperation());
  expect(defaultOperation().digest).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('its first path is that of the operation', () => {
  expect(defaultOperation().path).toBe(
    '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass',
  );
});

test('a schema is found by its name, and through a reference', () => {
  const { updateSchema, policySchema } = defaultOperation();
  expect(updateSchema.title).toBe('The update');
  const targets = policySchema.properties?.['includeTargets']?.items ?? {};
  expect(targets.$ref).toBeDefined();
  expect(resolve(targets)).toBe(defaultOperation().schemaNamed('authenticationMethodTarget'));
  const inline = { type: 'string' };
  expect(resolve(inline)).toBe(inline);
});

test('a name or a reference that leads nowhere is a mistake of the caller', () => {
  expect(() => defaultOperation().schemaNamed('nothing')).toThrow(
    'the slice of temporaryAccessPass has no schema named nothing',
  );
  const components = { schemas: { one: { $ref: '#/components/schemas/nothing' } } };
  expect(() => rememberTargets({ components } as unknown as Slice)).toThrow(
    '#/components/schemas/nothing leads nowhere in the slice',
  );
});

test('a header has one schema in each direction', () => {
  const schemas = headerSchemas(defaultOperation().slice);
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
  expect(path.isAbsolute(packageFile('spec', 'faults.yaml'))).toBe(true);
  expect(existsSync(packageFile('spec', 'faults.yaml'))).toBe(true);
});

describe('the names of operations', () => {
  test('there is the default one, and its siblings', () =>
    expect(operationNames()).toEqual([
      'temporaryAccessPass',
      'authenticationMethodsPolicy',
      'email',
      'externalAuthenticationMethod',
      'fido2',
      'microsoftAuthenticator',
      'qrCodePin',
      'sms',
      'softwareOath',
      'verifiableCredentials',
      'voice',
      'x509Certificate',
    ]));
  test('their letter case makes no difference', () =>
    expect(operationNamed('SMS')).toBe(operationNamed('sms')));
  test('another name is told of with those that there are', () =>
    expect(() => operationNamed('hardwareOath')).toThrow(
      `no operation is named hardwareOath: there are ${operationNames().join(', ')}, and ./folder`,
    ));
});
