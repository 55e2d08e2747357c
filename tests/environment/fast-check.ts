import type * as FastCheck from 'fast-check';
import { WHOLE } from './extent';
import { shared } from './shared';

const library = jest.requireActual<typeof FastCheck>(shared.propertyLibrary);

// A gate says the same of the same code: properties draw the same values each time, and new ones each week
// (`npm run test:whole`). A seed that a failure names can be given to `fc.assert` as ever.
if (!WHOLE) library.configureGlobal({ seed: 20 });

module.exports = library;
