// Why the peers miss what they miss, by the group of the row that a fault breaks. Written by hand, and to be
// read again when a tool, its settings or the fleet have changed.
export const REASONS = {
  response:
    'None of them looks for bytes after a 204; only the tools whose HTTP client fails on them notice. ' +
    'Schemathesis looks at each answer alone: whether its status is declared, and its body is of the schema. ' +
    'No slice and no Pact states other spellings of the path, parameters of the media type, the order ' +
    'of members or `Prefer`. The refusal of a valid value has a form that the slice allows. In a ' +
    'read, Dredd looks for the members, but not at their types.',
  protocol:
    'Headers of a response are optional in the slice, so that a missing header is no failure. Dredd ' +
    'requires the headers that the slice describes. Their HTTP clients hide the framing of a 204, ' +
    'unless they fail on it.',
  state:
    'None of them reads after a write to see its effect: each interaction, transaction or test is ' +
    'independent, ' +
    'and a schema does not say what a read must show after an update. The stateful phase of Schemathesis ' +
    'follows the links from an update to a read, and then judges the read alone. Prism sees stored values out of ' +
    'range, because the driver reads after each update.',
  errors:
    'A tool detects these faults only if it sends requests that must be refused. Our Pact, Dredd and ' +
    'Specmatic by default have a few ' +
    'such requests, written by hand; Specmatic generates such requests in its generative mode, and ' +
    'Schemathesis by default: it notices what is accepted, and an error of another shape, but not ' +
    'what the error is about. Prism ' +
    'reports a provider that accepts what the slice forbids, if a request of the list shows it. It ' +
    'does not cover malformed JSON (Prism answers it itself), orders between members, and stored ' +
    'values. No schema forbids that an error repeats a token.',
  authorization:
    'Dredd sends no token where it expects a 401, and it looks for the challenge header. Specmatic ' +
    'always sends a valid token. Schemathesis leaves the token out or sends a wrong one, and accepts ' +
    'any refusal that the slice declares; it knows no permissions. Prism requires a Bearer token, but knows no permissions. Our Pact ' +
    'has one update without a token, one with an unknown token and one with a read-only token, but no ' +
    'such read or revert.',
  http:
    'None of them sends HEAD, HTTP/1.0, a request without Host or with two, the target in absolute form, or ' +
    'waits before the content; their HTTP clients write the same correct requests each time. No slice states `Date`.',
  throttling: 'None of them provokes a 429, and `Retry-After` is an optional header in the slice.',
  batch:
    'Our Pact has no batch, and the slice of Schemathesis neither. The others send one or two batches and validate the answer against a ' +
    'schema, which does not cover the responses and effects of the items.',
};

/** Why a tool that cannot see any fault is there. */
export const BLIND =
  'openapi-pact-comparator compares two files and sends no requests: it misses every fault, and its ' +
  'output is the same for every variant.';
