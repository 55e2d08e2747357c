import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { operationNamed } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';
import { WRITER, anyJson, anyToken, begin, EXAMPLE_TOKEN, policyWith, untilNoted } from './support';

const folder = mkdtempSync(path.join(tmpdir(), 'contracts-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a client of each method updates most of all. */
const UPDATES: [method: string, members: Record<string, unknown>][] = [
  [
    'authenticationMethodsPolicy',
    {
      registrationEnforcement: {
        authenticationMethodsRegistrationCampaign: { state: 'enabled', snoozeDurationInDays: 3 },
      },
    },
  ],
  ['qrCodePin', { state: 'enabled', standardQRCodeLifetimeInDays: 180, pinLength: 10 }],
  ['voice', { state: 'enabled', isOfficePhoneAllowed: false }],
  [
    'x509Certificate',
    {
      state: 'enabled',
      certificateUserBindings: [
        { x509CertificateField: 'PrincipalName', userProperty: 'userPrincipalName', priority: 1 },
      ],
    },
  ],
  [
    'externalAuthenticationMethod',
    {
      state: 'enabled',
      includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    },
  ],
  ['verifiableCredentials', { state: 'enabled', excludeTargets: [] }],
  ['softwareOath', { state: 'enabled' }],
  ['email', { state: 'enabled', allowExternalIdToUseEmailOtp: 'disabled' }],
  [
    'microsoftAuthenticator',
    {
      state: 'enabled',
      featureSettings: {
        displayAppInformationRequiredState: {
          state: 'enabled',
          includeTarget: { targetType: 'group', id: 'all_users' },
        },
      },
    },
  ],
];

test.each(UPDATES)('a client relies on the main update of %s', async (method, members) => {
  const [consumer, provider] = [`${method}-policy-client`, `microsoft-graph-${method}-policy`];
  const pact = new PactV4({ dir: folder, consumer, provider, logLevel: 'error' });
  const operation = operationNamed(method);
  const { path: place, success } = operation;
  const { status } = success;
  const body = operation.bodyOf(members);
  const before: Parameters<typeof policyWith>[0] =
    'state' in members ? { state: 'disabled' } : (operation.states.B as Parameters<typeof policyWith>[0]);
  await begin(pact, 'the main update', [policyWith(before), WRITER])
    .withRequest('PATCH', place, (request) => {
      request.headers({ Authorization: anyToken(), 'Content-Type': 'application/json' }).jsonBody(body);
    })
    .willRespondWith(status, (response) => {
      if (status === 200) response.headers({ 'Content-Type': anyJson() }).jsonBody(MatchersV3.like(members));
    })
    .executeTest(async ({ url, port }) => {
      const answer = await fetch(`${url}${place}`, {
        method: 'PATCH',
        headers: { Authorization: `Bearer ${EXAMPLE_TOKEN}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(status);
      if (status === 200) expect(await answer.json()).toMatchObject(members);
      await untilNoted(pact, port);
    });
  const written = readFileSync(path.join(folder, `${consumer}-${provider}.json`), 'utf8');
  const text = `${JSON.stringify(JSON.parse(written), undefined, 2)}\n`;
  const file = packageFile('contracts', 'methods', `${method}.json`);
  if (process.env['UPDATE_CONTRACTS']) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text)
    throw new Error(`contracts/methods/${method}.json is stale: run npm run contracts, and commit it.`);
});
