import { RESPONSES } from './responses';
import { testMutations } from './judged';

testMutations(RESPONSES);
