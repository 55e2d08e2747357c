import { ERRORS } from './errors';
import { testMutations } from './judged';

testMutations(ERRORS);
