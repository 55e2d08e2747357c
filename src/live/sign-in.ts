import type { AccessToken, TokenCredential } from '@azure/identity';
import { Interrupted } from '../interrupted';
import { UsageError } from '../usage-error';
import type { Cloud } from './clouds';

/** The ways to sign in, by the name that `--auth` takes. */
export const WAYS = [
  'default',
  'client-secret',
  'certificate',
  'workload-identity',
  'managed-identity',
  'device-code',
] as const;
export type Way = (typeof WAYS)[number];

export interface SignIn {
  way: Way;
  cloud: Cloud & { scope: string };
  env: Readonly<Record<string, string | undefined>>;
  /** Tells people what to do for a device code. */
  tell(message: string): void;
  signal: AbortSignal;
}

/**
 * Signs in through @azure/identity, which is loaded here and nowhere else. Who signs in stands in the variables that
 * library knows: AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH,
 * AZURE_FEDERATED_TOKEN_FILE.
 * @throws UsageError in one line, without a secret, where it does not work out; Interrupted where the user has ended it
 */
export async function signIn({ way, cloud, env, tell, signal }: SignIn): Promise<string> {
  const identity = await load();
  const named = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') throw new UsageError(`--auth ${way}: ${name} is not set`);
    return value;
  };
  const options = { authorityHost: env['AZURE_AUTHORITY_HOST'] ?? cloud.authority };
  const credentials: Record<Way, () => TokenCredential> = {
    default: () => new identity.DefaultAzureCredential({ ...options, ...known(env) }),
    'client-secret': () =>
      new identity.ClientSecretCredential(
        named('AZURE_TENANT_ID'),
        named('AZURE_CLIENT_ID'),
        named('AZURE_CLIENT_SECRET'),
        { ...options, ...known(env) },
      ),
    certificate: () =>
      new identity.ClientCertificateCredential(
        named('AZURE_TENANT_ID'),
        named('AZURE_CLIENT_ID'),
        named('AZURE_CLIENT_CERTIFICATE_PATH'),
        { ...options, ...known(env) },
      ),
    'workload-identity': () =>
      new identity.WorkloadIdentityCredential({
        ...options,
        ...known(env),
        tenantId: named('AZURE_TENANT_ID'),
        clientId: named('AZURE_CLIENT_ID'),
        tokenFilePath: named('AZURE_FEDERATED_TOKEN_FILE'),
      }),
    'managed-identity': () =>
      env['AZURE_CLIENT_ID'] === undefined
        ? new identity.ManagedIdentityCredential()
        : new identity.ManagedIdentityCredential({ clientId: env['AZURE_CLIENT_ID'] }),
    'device-code': () =>
      new identity.DeviceCodeCredential({
        ...options,
        ...known(env),
        ...(env['AZURE_TENANT_ID'] !== undefined && { tenantId: env['AZURE_TENANT_ID'] }),
        ...(env['AZURE_CLIENT_ID'] !== undefined && { clientId: env['AZURE_CLIENT_ID'] }),
        userPromptCallback: ({ message }) => tell(message),
      }),
  };
  let token: AccessToken | null;
  try {
    token = await credentials[way]().getToken(cloud.scope, { abortSignal: signal });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (signal.aborted) throw new Interrupted();
    throw new UsageError(`--auth ${way}: no token: ${firstLine((error as Error).message, env)}`);
  }
  if (!token) throw new UsageError(`--auth ${way}: no token was given`);
  return token.token;
}

/** An authority that is not Microsoft's own, such as a rehearsal's, is not looked up in a directory on the network. */
const known = (env: SignIn['env']) =>
  env['AZURE_AUTHORITY_HOST'] === undefined ? {} : { disableInstanceDiscovery: true };

async function load() {
  try {
    return await import('@azure/identity');
  } catch {
    throw new UsageError('--auth needs @azure/identity: npm install @azure/identity');
  }
}

/** What went wrong, in a line, and nothing that was secret. */
function firstLine(message: string, env: SignIn['env']): string {
  const secrets = ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PASSWORD'].flatMap(
    (name) => env[name] ?? [],
  );
  const line = message.split(/\r?\n/).find((each) => each.trim() !== '') ?? 'unknown';
  return secrets.reduce((left, secret) => left.replaceAll(secret, '[secret]'), line).slice(0, 300);
}
