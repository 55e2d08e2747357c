import { visibleJson } from '../../results/visible';
import type { Drift } from '../result';

/** drift.json, as `spec/drift.schema.json` has it. */
export const renderDriftJson = (drift: Drift): string => `${visibleJson(JSON.stringify(drift, null, 2))}\n`;
