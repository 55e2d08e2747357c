import { STATE } from './states';
import { testMutations } from './judged';

testMutations(STATE);
