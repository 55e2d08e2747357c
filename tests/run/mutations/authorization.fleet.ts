import { AUTHORIZATION } from './authorization';
import { testMutations } from './judged';

testMutations(AUTHORIZATION);
