/**
 * The policy of QR codes with a PIN.
 *
 * @see https://learn.microsoft.com/graph/api/qrcodepinauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/qrcodepinauthenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/qrCodePin/types';
import { CONFIGURATIONS } from './collection';
import type { KeptAs, PolicyModel } from './model';
import { boundedReader, readExcluded, readIncluded, readState } from './readers';

const TYPE = '#microsoft.graph.qrCodePinAuthenticationMethodConfiguration';

type QrCodePinPolicy = KeptAs<components['schemas']['qrCodePinAuthenticationMethodConfiguration']>;

export const qrCodePin: PolicyModel<QrCodePinPolicy> = {
  operation: 'qrCodePin',
  type: TYPE,
  // The pages write qrCodePin, and the service QRCodePin.
  key: 'QRCodePin',
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  answers: 'policy',
  members: {
    state: readState,
    standardQRCodeLifetimeInDays: boundedReader({ least: 1, most: 395, unit: 'days' }),
    pinLength: boundedReader({ least: 8, most: 20, unit: 'digits' }),
    excludeTargets: readExcluded,
    includeTargets: readIncluded,
  },
  // The lifetime is documented; the rest is what the example of the GET page has, but switched off.
  defaults: () => ({
    '@odata.type': TYPE,
    id: 'QRCodePin',
    state: 'disabled',
    standardQRCodeLifetimeInDays: 365,
    pinLength: 8,
    excludeTargets: [],
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
  }),
};
