// What Dredd is told beyond the slice, by the means that its manual has for each: hooks.
/* eslint-disable @typescript-eslint/no-require-imports -- Dredd loads its hooks with require. */
const hooks = require('hooks');

const { GRAPH_TOKEN, REFUSED } = process.env;
const refused = JSON.parse(REFUSED);

// "Multiple requests and responses": what earns a refusal. Dredd would send the good request again.
hooks.beforeEach(({ request, expected }) => {
  if (expected.statusCode !== '401') request.headers.Authorization = `Bearer ${GRAPH_TOKEN}`;
  if (expected.statusCode === '400') request.body = refused[request.method];
});

hooks.beforeEachValidation(({ expected, real }) => {
  // The slice says 4XX where Dredd has to have one status.
  if (expected.statusCode === '400' && /^4/.test(real.statusCode))
    expected.statusCode = String(real.statusCode);
  // A media type in the slice stands for itself with any parameters; Dredd compares to the letter.
  const type = real.headers['content-type'];
  if (type) real.headers['content-type'] = type.split(';')[0].trim().toLowerCase();
});

// "Empty response body": where none is described, Dredd lets any pass.
hooks.afterEach((transaction) => {
  const { expected, real } = transaction;
  if (expected.statusCode === '204' && real?.body) transaction.fail = 'a 204 with a body';
});
