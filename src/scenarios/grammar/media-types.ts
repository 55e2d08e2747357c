/** Values of Content-Type by RFC 9110 8.3.1 and 5.6.6. */

/** Media types that are not that of JSON, and what is no media type. */
export const OTHER_MEDIA: readonly string[] = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  // The type of JSON in a parameter makes no JSON of it.
  'text/plain; note=application/json',
  'multipart/form-data; boundary="application/json"',
  'application/jsonp',
  'application/json-seq',
  'x-application/json',
  'application/*',
  'json',
  '',
];

/** JSON by another name: whether it is taken is written nowhere. */
export const JSON_BY_OTHER_NAMES: readonly string[] = ['text/json', 'application/vnd.contoso.policy+json'];

/** application/json with parameters: white space around semicolons, names without letter case, values in quotes, and none. */
export const WITH_PARAMETERS: readonly string[] = [
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'application/json \t;\t CHARSET="utf-8"',
  'application/json;odata.metadata=minimal',
  'application/json;IEEE754Compatible=false',
  'application/json; odata.streaming="false"; charset=utf-8',
  'application/json;',
  'application/json;note="a;b, \\"c\\""',
];
