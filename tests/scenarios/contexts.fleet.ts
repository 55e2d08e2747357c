import { operationNames } from '../../src/contract/operation';
import { describeContexts } from './contexts-of-each';

describeContexts(operationNames().slice(2));
