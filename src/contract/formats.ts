/** The formats that a slice may name, in words. */
export const FORMATS: ReadonlyMap<string, string> = new Map([
  ['int32', 'an integer of 32 bits'],
  ['int64', 'an integer of 64 bits'],
  ['float', 'a number of 32 bits'],
  ['double', 'a number of 64 bits'],
  ['uuid', 'a GUID'],
  ['date', 'a date (YYYY-MM-DD)'],
  ['date-time', 'a time (RFC 3339)'],
  ['duration', 'a duration (ISO 8601)'],
  ['uri', 'a URL'],
  ['email', 'an address of e-mail'],
]);
