import { shared } from './shared';

module.exports = shared.ajv;
