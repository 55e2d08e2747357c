/**
 * A policy that is not put back is told of wherever a reader may look: on the console, in each report, and in the reason
 * for the exit code.
 */
import { loadRegister } from '../../src/contract/register/register';
import { renderConsole, renderJson, renderJunit, renderMarkdown, renderSarif } from '../../src/reports';
import { renderHtml } from '../../src/reports/html';
import { exitCodeOf } from '../../src/results/exit-code';
import type { Report } from '../../src/results/report';
import type { Mutation } from '../run/mutant';
import { isPutBack, ORIGINAL, runsIn } from './support';

const { live, plain } = runsIn();

const refused = (status: number): Response =>
  Response.json({ error: { code: 'no', message: 'no' } }, { status });
const noContent = (): Response => new Response(null, { status: 204 });

/** Does something else of the update that puts the policy back, and then of what comes behind it. */
function fromPutBackOn(update: () => Response | undefined, behind: () => Response | undefined): Mutation {
  let isBehind = false;
  return {
    request(call) {
      if (isPutBack(call)) {
        isBehind = true;
        return update() ?? {};
      }
      return (isBehind && call.method === 'GET' && behind()) || {};
    },
  };
}
const nothing = (): undefined => undefined;
const late = (response: () => Response | undefined) => async (): Promise<Response | object> => {
  await new Promise((resolve) => setTimeout(resolve, 400));
  return response() ?? {};
};

const LATE = 'answers no longer in time';

/** Each way not to be put back, and what is said of it. */
const WAYS: Readonly<Record<string, [() => Mutation, RegExp]>> = {
  'refuses the update': [
    () => fromPutBackOn(() => refused(403), nothing),
    /defaultLength is \d+, and was 11.*answered with 403/,
  ],
  'takes the update, and does nothing': [
    () => fromPutBackOn(noContent, nothing),
    /defaultLength is \d+, and was 11/,
  ],
  'is gone before the end': [
    () => {
      let isGone = false;
      return {
        request(call) {
          isGone ||= isPutBack(call);
          if (isGone) throw new Error('gone');
          return {};
        },
      };
    },
    /the policy could not be read: /,
  ],
  [LATE]: [
    () => {
      let isLate = false;
      return {
        request(call) {
          isLate ||= isPutBack(call);
          return isLate ? late(nothing)() : {};
        },
      } as Mutation;
    },
    /the policy could not be read: /,
  ],
  'shows another policy at the end': [
    () => fromPutBackOn(nothing, () => Response.json({ ...ORIGINAL, id: 'Fido2' })),
    /id is "Fido2", and was "TemporaryAccessPass"/,
  ],
  'shows something else than a policy at the end': [
    () => fromPutBackOn(nothing, () => Response.json({ value: [] })),
    /the policy could not be read: 200/,
  ],
  'shows an error at the end': [
    () => fromPutBackOn(nothing, () => refused(500)),
    /the policy could not be read: 500/,
  ],
  'has lost a member that no update can set': [
    () => {
      let isLost = false;
      return {
        request(call) {
          isLost ||= call.method === 'PATCH';
          return {};
        },
        async response(response, call) {
          if (call.method !== 'GET' || response.status !== 200 || isLost) return response;
          return Response.json({ ...((await response.json()) as object), displayName: 'ours' });
        },
      };
    },
    /displayName is absent, and was/,
  ],
};

/** What each output says, without its marks and line ends. */
function outputsOf(report: Report): Record<string, string> {
  const register = loadRegister();
  const plainly = (text: string): string =>
    text
      .replaceAll(/&quot;|\\"|&#34;/g, '"')
      .replaceAll('\\', '')
      .replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
      .replaceAll(/\s+/g, ' ');
  return {
    console: plainly(
      renderConsole(report, register, { color: false, width: 100_000, quiet: true, files: [] }),
    ),
    json: plainly(renderJson(report)),
    junit: plainly(renderJunit(report, register)),
    sarif: plainly(renderSarif(report, register)),
    markdown: plainly(renderMarkdown(report, register)),
    html: plainly(renderHtml(report, register).replace(/<[^>]*>/g, '')),
    reason: report.reason ?? '',
  };
}

/** Long enough for a machine that is busy, where the provider is not late itself. */
const optionsOf = (way: string) => ({
  ...{ only: ['SEM-REPEAT'], settle: 0 },
  timeout: way === LATE ? 150 : 5000,
});

describe.each([
  ['a plain run', plain],
  ['a live run', live],
])('%s tells in each output of a provider that', (_kind, run) => {
  test.each(Object.entries(WAYS))('%s', async (way, [mutation, said]) => {
    const { report } = await run(mutation(), optionsOf(way));
    expect(report.putBack).toMatchObject({ equal: false });
    expect(exitCodeOf(report.verdict)).toBe(3);
    for (const [output, text] of Object.entries(outputsOf(report)))
      expect([output, said.test(text) ? 'tells' : text.slice(0, 600)]).toEqual([output, 'tells']);
  });
});
