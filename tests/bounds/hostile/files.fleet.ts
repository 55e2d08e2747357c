import { commandLine, temporaryFolder } from '../../cli/support';
import { furnished, inputsIn, type Input } from './inputs';
import { SHAPES, tried } from './trial';

const folder = temporaryFolder();
const run = commandLine(folder);
let inputs: Record<string, Input>;
beforeAll(async () => (inputs = await furnished(folder, run)));

test.each(Object.keys(inputsIn(folder)))(
  '%s of every hostile shape: one line, a documented exit code, 5 s',
  async (input) => {
    const wrong: Record<string, string[]> = {};
    for (const shape of SHAPES) {
      const found = await tried(folder, inputs[input] as Input, shape, run);
      if (found.length > 0) wrong[shape] = found;
    }
    expect(wrong).toEqual({});
  },
);
