import { visibleJson } from '../../results/visible';
import type { Drift } from '../result';

/** Renders drift.json according to `spec/drift.schema.json`. */
export const renderDriftJson = (drift: Drift): string => `${visibleJson(JSON.stringify(drift, null, 2))}\n`;
