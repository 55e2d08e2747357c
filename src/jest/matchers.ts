import { toBeNoContent } from './to-be-no-content';
import { toCarryODataType } from './to-carry-odata-type';
import { toConformToContract } from './to-conform-to-contract';

/** The matchers for `expect.extend(matchers)`, of Jest and of Vitest. */
export const matchers = { toConformToContract, toBeNoContent, toCarryODataType };
