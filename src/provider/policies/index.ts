/** The policies that the provider can have, by the names of their operations. */
import { UsageError } from '../../usage-error';
import { authenticationMethodsPolicy } from './authentication-methods-policy';
import { email } from './email';
import { externalAuthenticationMethod } from './external-authentication-method';
import { fido2 } from './fido2';
import { microsoftAuthenticator } from './microsoft-authenticator';
import type { PolicyModel } from './model';
import { qrCodePin } from './qr-code-pin';
import { sms } from './sms';
import { softwareOath } from './software-oath';
import { temporaryAccessPass } from './temporary-access-pass';
import { verifiableCredentials } from './verifiable-credentials';
import { voice } from './voice';
import { x509Certificate } from './x509-certificate';

/** All of them. */
export const MODELS = [
  temporaryAccessPass,
  sms,
  fido2,
  voice,
  softwareOath,
  email,
  microsoftAuthenticator,
  qrCodePin,
  authenticationMethodsPolicy,
  x509Certificate,
  verifiableCredentials,
  externalAuthenticationMethod,
] as unknown as PolicyModel[];

/** The policy of an operation; undefined where the provider has none of it. */
export const findModel = (operation: string): PolicyModel | undefined =>
  MODELS.find((model) => model.operation === operation);

/**
 * The policy of an operation.
 * @throws UsageError where the provider has none of it, as of a pack of the user's own
 */
export function modelOf(operation: string): PolicyModel {
  const found = findModel(operation);
  if (!found)
    throw new UsageError(
      `--operation ${operation}: there is no embedded provider of it; name your own with --provider, or with --target for proxy`,
    );
  return found;
}
