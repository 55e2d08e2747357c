import { unknownPatterns, type Selection } from '../contract/selection';
import type { JudgeOptions } from '../judge/judge';
import { unknownName } from '../contract/register/names';
import { loadRegister } from '../contract/register/register';
import { UsageError } from '../usage-error';
import { failures, judged, nothingJudged, registerAt, rowsJudged } from './conclusion';
import { matcher, withLimits } from './matcher';
import { ANSWERED, type Answered } from './objects';

/** What an expectation of conformance is about. */
export interface ConformOptions extends Selection, Pick<JudgeOptions, 'strict' | 'register' | 'checks'> {
  /** Who is judged: of a request its client, of a response its provider, of an exchange (`traffic`) both. */
  subject?: JudgeOptions['subject'];
  /** What a response without its request answers; by default an update. */
  to?: Answered;
}

const ALLOWED: { [K in keyof Required<ConformOptions>]: readonly unknown[] | undefined } = {
  only: undefined,
  skip: undefined,
  level: ['MUST', 'SHOULD', 'INFO', undefined],
  basis: ['stated', 'derived', 'http', undefined],
  strict: [true, false, undefined],
  register: undefined,
  checks: undefined,
  subject: ['client', 'provider', 'traffic', undefined],
  to: [...Object.keys(ANSWERED), undefined],
};

/**
 * Holds a request, a response or an exchange to the requirements that bear on it: it fails where a MUST is
 * broken, or, with `strict`, a SHOULD; and, with `.not` and without, where nothing could be judged.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update
 */
export const toConformToContract = matcher(
  'toConformToContract',
  (options: ConformOptions) => {
    admit(options);
    return options.to ?? 'update';
  },
  (hand, { to: _to, ...options }) => {
    const subject = options.subject ?? hand.subject;
    if (subject !== 'provider' && !hand.has.request)
      throw new UsageError(`${hand.noun} has no request of the client's: pass { request, response }`);
    if (subject !== 'client' && !hand.has.response)
      throw new UsageError(`${hand.noun} has no response of the provider's: pass { request, response }`);
    const all = judged(hand, { ...options, subject });
    if (all.verdict === 'violates') {
      const broken = all.findings.filter(
        ({ outcome }) => outcome === 'violates' || (options.strict && outcome === 'deviates'),
      );
      return {
        pass: false,
        message: withLimits(failures(broken, options.register ?? registerAt(hand)), hand),
      };
    }
    if (all.verdict === 'incomplete') {
      const failed = all.findings.find(({ outcome }) => outcome === 'error');
      return { neither: failed ? failures([failed]) : nothingJudged(hand, 'a requirement bears on') };
    }
    const rows = rowsJudged(all);
    const message = `it conforms: ${rows.length} requirements were judged, and no ${
      options.strict ? 'MUST or SHOULD' : 'MUST'
    } of them is broken: ${rows.map(({ id }) => id).join(', ')}`;
    return { pass: true, message: withLimits(message, hand) };
  },
);

function admit(options: ConformOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const allowed = Object.hasOwn(ALLOWED, name) ? ALLOWED[name as keyof ConformOptions] : [];
    if (allowed === undefined || allowed.includes(value)) continue;
    throw new UsageError(
      allowed.length === 0
        ? `there is no option ${name}: the options are ${Object.keys(ALLOWED).join(', ')}`
        : `${name} must be one of ${allowed.filter((one) => one !== undefined).join(', ')}`,
    );
  }
  admitPatterns(options);
}

/** @throws UsageError where a pattern names no row and no check: a misspelling, which must not pass in silence */
export function admitPatterns({
  only,
  skip,
  register,
}: Pick<ConformOptions, 'only' | 'skip' | 'register'>): void {
  for (const [name, given] of Object.entries({ only, skip })) {
    if (given === undefined) continue;
    if (!Array.isArray(given) || given.some((each) => typeof each !== 'string'))
      throw new UsageError(`${name} must be a list of rows and checks, such as ['RES-204', 'state/*']`);
    const rows = register ?? loadRegister();
    const [unknown] = unknownPatterns(rows, given);
    if (unknown !== undefined) throw new UsageError(`${name}: ${unknownName([rows], unknown)}`);
  }
}
