import { challenge, mediaType, type Hiding } from '../../../src/exchanges/hiding/header-parts';

/** Says of each part what it is taken for. */
const hiding: Hiding = {
  mark: (name, value) => `<${name}:${value}>`,
  freeText: (text) => `text(${text})`,
  addressIn: (address) => `address(${address})`,
};

test.each([
  ['Bearer', 'Bearer'],
  ['Basic Kx7zQ92mm', 'Basic <:Kx7zQ92mm>'],
  ['Basic Kx7zQ92m', 'Basic Kx7zQ92m'],
  ['Negotiate Kx7zQ92mmAbcd44==', 'Negotiate <:Kx7zQ92mmAbcd44==>'],
  ['Bearer error=invalid_token', 'Bearer error=invalid_token'],
  ['Digest nonce="invalid_token"', 'Digest nonce="<nonce:invalid_token>"'],
  ['Digest opaque=invalid_token', 'Digest opaque=<opaque:invalid_token>'],
  ['Bearer realm="Kx7zQ92mm"', 'Bearer realm="<realm:Kx7zQ92mm>"'],
  ['Bearer realm="Kx7zQ92mm', 'Bearer realm="<realm:Kx7zQ92mm>'],
  ['Bearer error_description="Kx7zQ92mm is odd"', 'Bearer error_description="text(Kx7zQ92mm is odd)"'],
  [
    'Bearer authorization_uri="https://a.example/Kx7zQ92mm"',
    'Bearer authorization_uri="address(https://a.example/Kx7zQ92mm)"',
  ],
  [
    'Bearer resource_metadata="https://a.example/Kx7zQ92mm"',
    'Bearer resource_metadata="address(https://a.example/Kx7zQ92mm)"',
  ],
])('of the challenge %s is hidden: %s', (value, shown) => {
  expect(challenge(value, hiding)).toBe(shown);
});

test.each([
  ['application/json; charset=utf-8', 'application/json; charset=utf-8'],
  ['application/json; Kx7zQ92mm4', 'application/json; <:Kx7zQ92mm4>'],
  ['application/json; charset=Kx7zQ92mm4', 'application/json; charset=<charset:Kx7zQ92mm4>'],
  ['application/json; Kx7zQ92mm4=a', 'application/json; <:Kx7zQ92mm4=a>'],
  ['Kx7zQ92mm4; charset=utf-8', undefined],
])('of the media type %s is shown: %s', (value, shown) => {
  expect(mediaType(value, hiding)).toBe(shown);
});
