import { isUrl, nameOf, sourceAt } from '../../src/pact/sources';
import { UsageError } from '../../src/usage-error';
import { fileSource, reference } from './support';

test.each([
  ['http://broker.example', true],
  ['HTTPS://broker.example/sub', true],
  ['contracts', false],
  ['./http/pact.json', false],
  ['C:\\pacts', false],
])('%s is an address: %s', (place, is) => {
  expect(isUrl(place)).toBe(is);
});

test.each([
  ['https://broker.example', 'broker'],
  ['https://broker.example/sub/', 'broker'],
  ['https://broker.example/pacts/provider/p/consumer/c/latest', 'url'],
  ['https://broker.example/pacts/provider/p/consumer/c/version/1.0.0', 'url'],
  ['https://files.example/a/pact.json', 'url'],
])('%s is a %s', (place, kind) => {
  expect(sourceAt(place)).toEqual({ kind, url: place });
});

test('an address that is none is refused', () => {
  expect(() => sourceAt('http://')).toThrow(
    new UsageError('--pact http://: this is not a valid URL, such as https://broker.example'),
  );
});

test.each(['https://canary-user:canary-word@broker.example', 'https://canary-user@broker.example'])(
  'credentials in an address are refused, and not repeated',
  (place) => {
    let message = '';
    try {
      sourceAt(place);
    } catch (error) {
      message = (error as UsageError).message;
    }
    expect(message).toContain('set PACT_BROKER_TOKEN');
    expect(message).not.toContain('canary');
  },
);

test.each(['https://broker.example/?token=canary-word', 'https://broker.example/#canary-word'])(
  'an address with more than a path is refused, and what it may hold not repeated',
  (place) => {
    expect(() => sourceAt(place)).toThrow(
      new UsageError(
        '--pact: the URL must not have a query or a fragment, because messages and reports show the URL; remove them',
      ),
    );
  },
);

test('a source is called by its file or its address', () => {
  const document = reference();
  expect(nameOf(fileSource(document))).toBe(document.file);
  expect(nameOf({ kind: 'broker', url: 'https://broker.example' })).toBe('https://broker.example');
});
