/** The policies that the provider can have, by the names of their operations. */
import { fido2 } from './fido2';
import type { PolicyModel } from './model';
import { sms } from './sms';
import { temporaryAccessPass } from './temporary-access-pass';

const MODELS = [temporaryAccessPass, sms, fido2] as unknown as PolicyModel[];

/** The policy of an operation; that there is none is a mistake of whoever added the operation. */
export function modelOf(operation: string): PolicyModel {
  const found = MODELS.find((model) => model.operation === operation);
  if (!found) throw new Error(`src/provider/policies has no policy of ${operation}`);
  return found;
}
