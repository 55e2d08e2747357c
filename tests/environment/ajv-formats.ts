import { shared } from './shared';

module.exports = shared.formats;
