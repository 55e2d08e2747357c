import { withQuotedMasks } from '../../../src/exchanges/readers/unquoted-masks';

test.each([
  ['{"a":***,"b":[***,***]}', '{"a":"***","b":["***","***"]}'],
  ['{"a": [REDACTED] ,"b":<redacted>}', '{"a": "***" ,"b":"***"}'],
  ['["x",redacted]', '["x","***"]'],
  ['[[redacted]]', '["***"]'],
  ['[redacted]', '["***"]'],
  ['{"a":***        }', '{"a":"***"        }'],
])('%s has its masks quoted', (text, quoted) => {
  expect(withQuotedMasks(text)).toBe(quoted);
});

test.each(['{"a":**,"b":1}', '{"a":*** and more}', '{"a":"***"}', '***', '{"a":***', '{"a":***         }'])(
  '%s stays as it is',
  (text) => {
    expect(withQuotedMasks(text)).toBe(text);
  },
);
