import { Target } from '../../src/wire/target';
import { UsageError } from '../../src/usage-error';

const PATH = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';

describe('a target', () => {
  test.each([
    ['http://localhost:8080/v1.0', 'http://localhost:8080/v1.0'],
    ['http://localhost:8080/v1.0/', 'http://localhost:8080/v1.0'],
    ['https://host/graph/of/contoso/v1.0//', 'https://host/graph/of/contoso/v1.0'],
    ['https://host/beta', 'https://host/beta'],
    ['https://host', 'https://host'],
    ['http://[::1]:3000/v1.0', 'http://[::1]:3000/v1.0'],
  ])('at %s has its paths below %s', (root, base) => {
    const target = new Target(root);
    expect(target.url(undefined)).toBe(`${base}${PATH}/TemporaryAccessPass`);
    expect(target.url('returned-key')).toBe(`${base}${PATH}/TemporaryAccessPass`);
    expect(target.url('example-key')).toBe(`${base}${PATH}/temporaryAccessPass`);
    expect(target.url('lower-case')).toBe(`${base}${PATH.toLowerCase()}/TemporaryAccessPass`);
    expect(target.url('batch')).toBe(`${base}/$batch`);
  });

  test('writes the key as the provider is known to take it', () => {
    const target = new Target('http://localhost/v1.0');
    target.key = 'example-key';
    expect(target.url(undefined)).toBe(`http://localhost/v1.0${PATH}/temporaryAccessPass`);
    expect(target.url('returned-key')).toBe(`http://localhost/v1.0${PATH}/TemporaryAccessPass`);
    expect(target.url('lower-case')).toBe(`http://localhost/v1.0${PATH.toLowerCase()}/temporaryAccessPass`);
  });

  test.each([
    ['localhost:8080', /neither http nor https/],
    ['v1.0', /not a URL/],
    ['', /not a URL/],
    ['ftp://host/v1.0', /neither http nor https/],
    ['http://me:secret@host/v1.0', /must not carry a user name or a password/],
    ['http://host/v1.0?api-version=1', /query or a fragment/],
    ['http://host/v1.0#top', /query or a fragment/],
  ])('is not made of %j', (root, message) => {
    expect(() => new Target(root)).toThrow(UsageError);
    expect(() => new Target(root)).toThrow(message);
  });

  test('keeps a password out of what it throws', () => {
    expect(() => new Target('http://me:hunter22@host/v1.0')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter22') }),
    );
  });
});
