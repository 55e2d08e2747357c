import { operationNamed, operationNames } from '../../src/contract/operation';
import { describeExamples } from './each';

const [, ...others] = operationNames();
describeExamples(others.map((name) => operationNamed(name)));
