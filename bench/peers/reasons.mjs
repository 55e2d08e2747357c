// Why the peers miss what they miss, by the group of the row that a fault breaks. Written by hand, and to be
// read again when a tool, its settings or the fleet have changed.
export const REASONS = {
  response:
    'None of them speaks of bytes behind a 204; only those whose HTTP client trips over them notice. Other ' +
    'spellings of the path, parameters of the media type, the order of members and `Prefer` stand in no slice and ' +
    'in no Pact, and a good value that is turned away is answered as the slice has it. Of what a read shows, ' +
    'Dredd looks for the members and not at their types.',
  protocol:
    'Headers of a response are optional in the slice, so that a missing one breaks nothing; Dredd wants those that ' +
    'are described. The framing of a 204 lies below what their HTTP clients hand on, unless these trip over it.',
  state:
    'None of them reads behind a write to see what it did: each interaction, transaction or test stands alone, ' +
    'and a schema does not say what a read must show after an update. Prism sees stored values out of range, since ' +
    'the driver reads behind each update.',
  errors:
    'Only who sends what must be refused sees that it is not. Our Pact, Dredd and Specmatic by default have a few ' +
    'such requests, written by hand; Specmatic makes its own when it is generative; Prism holds against a ' +
    'provider that it takes what the slice forbids, as far as a request of the list shows it, and knows nothing ' +
    'of JSON that is no JSON (it answers itself), of orders between members and of stored values. That an error ' +
    'repeats a token is against no schema.',
  authorization:
    'Dredd sends no token where it wants a 401, and the challenge is a header that it looks for. Specmatic always ' +
    'sends a good one. Prism wants a Bearer token and knows no permission. Our Pact has no token, an unknown one ' +
    'and one that may only read, each once, and not for reads and reverts.',
  throttling: 'None of them provokes a 429, and `Retry-After` is an optional header in the slice.',
  batch:
    'Our Pact has no batch. The others send one or two and hold the answer to a schema; what the items answered ' +
    'and did is in none.',
};

/** Why a tool that cannot see any fault is there. */
export const BLIND =
  'openapi-pact-comparator compares two files and looks at no provider: it misses every fault, and what it says is ' +
  'the same for every variant.';
