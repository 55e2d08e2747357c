// What each client is made to do: every documented way to update the policy. An intent is what was meant; what
// went out is looked at beside it.
export const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
export const COLLECTION = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';

const GROUP = '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52';
const OTHER_GROUP = 'c1b8a7d2-53f4-4e0b-8a5e-9d7f0e2b6a14';
const LIFETIMES = {
  minimumLifetimeInMinutes: 60,
  defaultLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
};
const everyone = (isRegistrationRequired) => ({
  targetType: 'group',
  id: 'all_users',
  isRegistrationRequired,
});
const group = { targetType: 'group', id: GROUP, isRegistrationRequired: false };
const excluded = { targetType: 'group', id: OTHER_GROUP };

/**
 * @typedef {object} Intent
 * @property {string} name
 * @property {object} before members of the policy beforehand: others, and such that the update is in order
 * @property {object} members those that are to change, by their documented names
 * @property {string} [key] the last segment of the path, where it isn't TemporaryAccessPass
 * @property {true} [aside] the members are handed over beside the client's own model, where it has one
 */

/** @type {readonly Intent[]} */
export const INTENTS = [
  alone('state', { state: 'disabled' }, 'enabled'),
  alone('defaultLength', { defaultLength: 8 }, 12),
  alone('defaultLifetimeInMinutes', LIFETIMES, 120),
  alone('minimumLifetimeInMinutes', LIFETIMES, 10),
  alone('maximumLifetimeInMinutes', LIFETIMES, 1440),
  alone('isUsableOnce', { isUsableOnce: false }, true),
  alone('includeTargets', { includeTargets: [everyone(false)] }, [group]),
  alone('excludeTargets', { excludeTargets: [] }, [excluded]),
  {
    name: 'an update that excludes nobody any more',
    before: { excludeTargets: [excluded] },
    members: { excludeTargets: [] },
  },
  {
    name: 'an update of both target collections',
    before: { includeTargets: [group], excludeTargets: [] },
    members: { includeTargets: [everyone(true)], excludeTargets: [excluded] },
  },
  {
    name: 'an update that turns the method off',
    before: { state: 'enabled' },
    members: { state: 'disabled' },
  },
  {
    name: 'an update of several members',
    before: { state: 'disabled', defaultLength: 8, isUsableOnce: false, ...LIFETIMES },
    members: {
      state: 'enabled',
      defaultLength: 16,
      minimumLifetimeInMinutes: 30,
      defaultLifetimeInMinutes: 90,
      maximumLifetimeInMinutes: 600,
      isUsableOnce: true,
    },
  },
  {
    name: "the update of the page's example",
    before: { isUsableOnce: false },
    members: { isUsableOnce: true },
    // As the page spells it.
    key: 'temporaryAccessPass',
  },
];

function alone(member, before, value) {
  return { name: `an update of ${member} alone`, before, members: { [member]: value } };
}

/** The path of an intent, below the API root. */
export const pathOf = ({ key = 'TemporaryAccessPass' }) => `${COLLECTION}/${key}`;

/** The body that an intent means. */
export const bodyOf = ({ members }) => ({ '@odata.type': TYPE, ...members });
