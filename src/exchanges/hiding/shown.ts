/**
 * What of recorded traffic is shown, by name and form: what HTTP, OData or Graph make harmless. The members of a
 * policy are not in these lists: its slice names them. Whatever is in no list is hidden.
 */
import {
  isCode,
  isGuid,
  isHost,
  isHttpDate,
  isIsoDate,
  isNumber,
  isOpenWords,
  isScrambled,
  isVersion,
  isWordsOf,
} from './forms';
import { WORDS_OF_HEADERS } from '../secrets/plain-words';
import { isSecretForm } from './free-text';

export type Form = (value: string) => boolean;

/** A value that is looked into part by part. */
export type Parts = 'address' | 'challenge' | 'media type' | 'free text';

const isWords = isWordsOf(WORDS_OF_HEADERS);
const isDigits: Form = (value) => /^\d{1,8}$/.test(value.trim());
const isDate: Form = (value) => isHttpDate(value.trim()) || isIsoDate(value.trim());
const isLanguages: Form = (value) =>
  value.length < 200 &&
  value
    .split(',')
    .every((each) =>
      /^(?:[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?|\*)(?:; ?q=[01](?:\.\d{1,3})?)?$/.test(each.trim()),
    );
const isPage: Form = (value) =>
  /^(?:\*|null|https?:\/\/[^/?#@]*)$/.test(value) && isHost(value.replace(/^https?:\/\//, ''));

/** A GUID, or a counter. */
export const isId: Form = (value) => isGuid(value) || /^[\w-]{1,5}$/.test(value);

/** What a person lets be shown for a run, by names in lower case. */
export interface LetThrough {
  headers: ReadonlySet<string>;
  parameters: ReadonlySet<string>;
  members: ReadonlySet<string>;
}

/** Headers whose values are shown where they have the form, or part by part. */
export const HEADERS: ReadonlyMap<string, Form | Parts> = new Map<string, Form | Parts>([
  ...each(
    'accept-encoding content-encoding transfer-encoding te connection proxy-connection keep-alive cache-control',
    isWords,
  ),
  ...each(
    'pragma vary allow upgrade trailer expect accept-ranges accept-charset strict-transport-security dnt',
    isWords,
  ),
  ...each('x-content-type-options x-frame-options referrer-policy cross-origin-resource-policy', isWords),
  ...each(
    'sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user upgrade-insecure-requests x-requested-with',
    isWords,
  ),
  ...each('access-control-allow-methods access-control-allow-headers access-control-expose-headers', isWords),
  ...each(
    'access-control-request-method access-control-request-headers access-control-allow-credentials',
    isWords,
  ),
  ...each(
    'consistencylevel return-client-request-id x-http-method x-http-method-override x-method-override',
    isWords,
  ),
  ...each('prefer preference-applied accept user-agent server x-powered-by sdkversion via', isOpenWords),
  ...each(
    'content-length age max-forwards access-control-max-age ratelimit-limit ratelimit-remaining',
    isDigits,
  ),
  ...each('ratelimit-reset x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset', isDigits),
  ...each('date expires last-modified if-modified-since if-unmodified-since sunset', isDate),
  ...each(
    'retry-after retry-after-ms x-ms-retry-after-ms',
    (value) => isDigits(value) || isDate(value) || isNumber(value),
  ),
  ...each(
    'request-id client-request-id x-ms-request-id x-ms-client-request-id x-ms-correlation-request-id',
    isId,
  ),
  ...each('x-request-id x-correlation-id', isId),
  ...each('odata-version odata-maxversion dataserviceversion maxdataserviceversion mime-version', isVersion),
  ...each('accept-language content-language', isLanguages),
  ...each('host x-forwarded-host', isHost),
  ...each('origin access-control-allow-origin', isPage),
  ...each('x-forwarded-proto', (value) => /^https?$/i.test(value)),
  ...each('if-match if-none-match', (value) => value.trim() === '*'),
  ...each('deprecation', (value) => /^(?:true|@\d{1,10})$/.test(value) || isDate(value)),
  ...each('www-authenticate proxy-authenticate', 'challenge'),
  ...each('content-type', 'media type'),
  ...each('location content-location referer link refresh operation-location', 'address'),
]);

/** Whether a header is listed, and its value has the form that makes it harmless. */
export function isHarmlessHeader(name: string, value: string): boolean {
  const rule = HEADERS.get(name.toLowerCase());
  return typeof rule === 'function' && rule(value);
}

const isNames: Form = (value) =>
  /^(?:[@$*\w./,() ]|%20|%2C)*$/i.test(value) &&
  !/\w{65}|\d{3}|\d[a-z]|\w@/i.test(value) &&
  !isScrambled(value);

/** Parameters of addresses, by their decoded names in lower case. */
export const PARAMETERS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ...each('$select $expand $orderby', isNames),
  ...each('$top $skip', (value) => /^\d{1,9}$/.test(value)),
  ...each('$count', (value) => /^(?:true|false)$/i.test(value)),
  ...each('$format', (value) => isOpenWords(value)),
  ...each(
    'api-version',
    (value) =>
      isVersion(value) || /^\d{4}-\d\d-\d\d(?:-preview)?$/.test(value) || /^(?:beta|preview)$/.test(value),
  ),
]);

/** What a member of a body may hold: a value of a form, or further members. */
export interface Shown {
  form?: Form | Parts;
  members?: Readonly<Record<string, Shown | (() => Shown)>>;
}

/** Seconds or milliseconds since 1970, of the years around this one: what is sent where a date belongs. */
const isRecent: Form = (value) => /^1[6-9]\d{8}(?:\d{3})?$/.test(value);

const code: Shown = { form: isCode };
const message: Shown = { form: 'free text' };
const inner: Shown = {
  members: {
    date: { form: (value) => isIsoDate(value) || isRecent(value) },
    'request-id': { form: isGuid },
    'client-request-id': { form: isGuid },
    code,
    message,
    type: { form: (value) => isOpenWords(value) },
    innererror: () => inner,
  },
};
/** The error of an answer, as OData's JSON format has it. Names are in lower case. */
export const ERROR: Shown = {
  members: {
    code,
    message,
    target: { form: (value) => isOpenWords(value) },
    details: () => ERROR,
    innererror: inner,
  },
};
/** What gateways say beside, or in the place of, an error; in answers that are none it is hidden. */
export const OF_A_REFUSAL: Shown = {
  members: {
    error: ERROR,
    code,
    message,
    title: message,
    detail: message,
    error_description: message,
    statuscode: { form: (value) => /^\d{3}$/.test(value) },
    status: { form: (value) => /^\d{3}$/.test(value) },
  },
};

/** A request or an answer of a batch, beside its headers and its body. */
export const BATCH: Shown = {
  members: {
    id: { form: (value) => (/^[\w-]{1,12}$/.test(value) && !isSecretForm(value)) || isGuid(value) },
    method: { form: (value) => /^[A-Za-z]{1,10}$/.test(value) },
    url: { form: 'address' },
    status: { form: (value) => /^\d{3}$/.test(value) },
    dependson: { members: {} },
  },
};

/** Annotations of OData on an object or a member of it, by what stands behind the `@`. */
const ANNOTATIONS: ReadonlyMap<string, Form | Parts> = new Map<string, Form | Parts>([
  ...each(
    'odata.context odata.id odata.editlink odata.readlink odata.navigationlink odata.associationlink odata.nextlink odata.bind',
    'address' as const,
  ),
  ...each(
    'odata.type',
    (value) => /^#?[A-Za-z]{1,80}(?:[.(][A-Za-z]{1,80}){0,6}\)?$/.test(value) && !isScrambled(value),
  ),
  ...each('odata.count', (value) => /^\d{1,9}$/.test(value)),
]);

/** What an annotation may hold, by the name of a member that is one. */
export function ofAnnotation(name: string | undefined): Form | Parts | undefined {
  const at = name?.indexOf('@') ?? -1;
  return at < 0 ? undefined : ANNOTATIONS.get((name as string).slice(at + 1).toLowerCase());
}

function each<T extends Form | Parts>(names: string, form: T): [string, T][] {
  return names.split(' ').map((name) => [name, form]);
}
