import { registerOf } from '../contract/register/register';
import { defaultOperation, type Operation } from '../contract/operation';
import { authorization } from './request/authorization';
import { backoff } from './request/backoff';
import { bodySchemaChecks } from './request/body-schema';
import { clientRequestId } from './request/client-request-id';
import { cloud } from './request/cloud';
import { contentType } from './request/content-type';
import { deprecatedMembers } from './request/deprecated-members';
import { readOnlyMembers } from './request/read-only-members';
import { discouragedChecks } from './request/discouraged';
import { duplicates } from './request/duplicate-members';
import { host } from './request/host';
import { json } from './request/json';
import { keyCase } from './request/key-case';
import { memberCasing } from './request/member-casing';
import { method } from './request/method';
import { odataVersion } from './request/odata-version';
import { path } from './request/path';
import { resend } from './request/resend';
import { resendAgain } from './request/resend-again';
import { retryAfter } from './request/retry-after';
import { retryUnavailable } from './request/retry-unavailable';
import { tls } from './request/tls';
import { version } from './request/version';
import { accepted } from './response/acceptance';
import { answersWithPolicy, answersWithUpdate } from './response/body';
import { noContentType } from './response/content-type';
import { framing } from './response/framing';
import { acceptsKeyCase } from './response/key-case';
import { acceptsMediaTypeParameters } from './response/media-type-parameters';
import { noContent } from './response/no-content';
import { responseODataVersion } from './response/odata-version';
import { acceptsPathCase } from './response/path-case';
import { prefer } from './response/prefer';
import { readShape } from './response/read-shape';
import { requestId } from './response/request-id';
import { status } from './response/status';
import { acceptsTypeOrder } from './response/type-order';
import { apply } from './state/apply';
import { atomic } from './state/atomic';
import { reverts } from './state/delete';
import { key } from './state/key';
import { merge } from './state/merge';
import { range } from './state/range';
import { resetAnswer } from './state/delete-answer';
import { parts } from './state/parts';
import { keepsReadOnly } from './state/read-only';
import { removes } from './state/remove';
import { repeat } from './state/repeat';
import { replace } from './state/replace';
import { roundTrip } from './state/round-trip';
import { shown } from './state/shown';
import { keySpelling, pathSpelling } from './response/spelling';
import { acceptsAnnotations } from './errors/annotations';
import { otherKey } from './errors/other-key';
import { errorCode } from './errors/code';
import { refusesContentType } from './errors/content-type';
import { envelope } from './errors/envelope';
import { innerError } from './errors/inner-error';
import { refusesMalformedJson } from './errors/malformed-json';
import { refusesMethod } from './errors/method';
import { refusesMissingType } from './errors/missing-type';
import { noEcho } from './errors/no-echo';
import { refusesRange } from './errors/range';
import { saysRetryAfter } from './errors/retry-after';
import { storedLimit } from './errors/stored-limit';
import { refusesWrongType } from './errors/wrong-type';
import { challenge } from './authorization/challenge';
import { permission } from './authorization/permission';
import { readPermission } from './authorization/read-permission';
import { acceptsSchemeCase } from './authorization/scheme-case';
import { batchContentType } from './batch/content-type';
import { batchLimits } from './batch/limits';
import { malformedBatch } from './batch/malformed';
import { batchOuter } from './batch/outer';
import { expectsBody } from './expectation/body';
import { expectsHeaders } from './expectation/headers';
import { expectsStatus } from './expectation/status';
import { takesAbsoluteForm } from './http/absolute-form';
import { closes } from './http/close';
import { dates } from './http/date';
import { meetsExpectation } from './http/expect';
import { answersHead, headHasLengthOfGet, headHasNoContent } from './http/head';
import { refusesHost } from './http/host';
import { answersVersion10 } from './http/older-version';
import type { Check, CheckAddress, ExchangeCheck } from './check';

/** Makes something once for each operation: a check that is one and the same for all who ask is asked once of a request. */
function onceEach<Made>(make: (operation: Operation) => Made): (operation?: Operation) => Made {
  const made = new WeakMap<Operation, { value: Made }>();
  return (operation = defaultOperation()) => {
    let known = made.get(operation);
    if (!known) made.set(operation, (known = { value: make(operation) }));
    return known.value;
  };
}

/** The checks of a request's body, each of a row of the operation. */
function bodyChecks(operation: Operation): ExchangeCheck[] {
  const { byId } = registerOf(operation);
  const addressOf = (requirement: string) => byId.get(requirement)?.checks[0] as CheckAddress | undefined;
  return [...bodySchemaChecks(operation, addressOf), ...discouragedChecks(operation, addressOf)];
}

/** The checks of a client's requests that look at one exchange: what they say decides whether a request conforms. */
export const requestChecks = onceEach((operation): readonly ExchangeCheck[] =>
  held(operation, [
    ...[method, path, keyCase, version, host, cloud, tls],
    ...[authorization, contentType, json, duplicates],
    ...bodyChecks(operation),
    ...[readOnlyMembers, deprecatedMembers, memberCasing, clientRequestId, odataVersion],
    ...[batchContentType, batchLimits],
  ]),
);

/** Those of checks whose row an operation has. */
function held<Of extends Check>(operation: Operation, checks: readonly Of[]): Of[] {
  const { byId } = registerOf(operation);
  return checks.filter(({ requirement }) => byId.has(requirement));
}

/** The checks of a provider's answers. */
export const providerChecks = onceEach((operation): readonly Check[] =>
  held<Check>(operation, [
    ...[status(operation), accepted(operation), noContent, framing, noContentType, prefer, answersWithPolicy],
    ...[answersWithUpdate, requestId, responseODataVersion],
    ...[acceptsKeyCase, acceptsPathCase, acceptsMediaTypeParameters, acceptsTypeOrder, readShape],
    ...[
      apply,
      merge,
      parts,
      replace,
      atomic,
      repeat,
      range,
      roundTrip,
      key,
      keepsReadOnly,
      reverts,
      removes,
      resetAnswer,
      shown,
    ],
    ...[keySpelling, pathSpelling],
    ...[envelope, innerError, errorCode, noEcho],
    ...[
      refusesMalformedJson,
      refusesContentType,
      refusesMissingType,
      refusesWrongType,
      refusesRange,
      storedLimit,
      acceptsAnnotations,
    ],
    ...[challenge, acceptsSchemeCase, permission, readPermission, refusesMethod, otherKey, saysRetryAfter],
    ...[batchOuter, malformedBatch],
    ...[answersHead, headHasNoContent, headHasLengthOfGet, refusesHost, answersVersion10],
    ...[closes, meetsExpectation, takesAbsoluteForm, dates],
  ]),
);

/** The checks of what a Pact expects of a response. */
export const expectationChecks = (): ExchangeCheck[] => [expectsStatus, expectsBody, expectsHeaders];

/** The checks of what a client does next, when it was throttled or lost its connection. */
const sequenceChecks = (): Check[] => [retryAfter, backoff, retryUnavailable, resend, resendAgain];

/** Every check of the suite, the client's first. */
export const allChecks = onceEach((operation): readonly Check[] => [
  ...requestChecks(operation),
  ...sequenceChecks(),
  ...expectationChecks(),
  ...providerChecks(operation),
]);
