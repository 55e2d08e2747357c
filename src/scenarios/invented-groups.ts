/** Groups that nobody has, for providers that do not look; a run can be given others. */
export const INVENTED_GROUPS: readonly string[] = [
  '6c2f0f4e-7a55-4a1c-9d0e-3b5a1f2c8d01',
  '6c2f0f4e-7a55-4a1c-9d0e-3b5a1f2c8d02',
  '6c2f0f4e-7a55-4a1c-9d0e-3b5a1f2c8d03',
];
