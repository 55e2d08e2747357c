import { commandLine, temporaryFolder } from '../../cli/support';
import { furnished, inputsIn, type Input } from './inputs';
import { SMALL, tried } from './trial';

const folder = temporaryFolder();
const run = commandLine(folder);
let inputs: Record<string, Input>;
beforeAll(async () => (inputs = await furnished(folder, run)));

/** Each input meets one of the shapes, or two; files.fleet.ts has all of them. */
const SAMPLE = Object.keys(inputsIn(folder)).map((input, at) => ({
  input,
  shapes: SMALL.filter((shape, index) => index === at % SMALL.length || shape === 'an alias of its own list'),
}));

test.each(SAMPLE)(
  '$input of hostile shapes: one line, a documented exit code, 5 s',
  async ({ input, shapes }) => {
    const wrong: Record<string, string[]> = {};
    for (const shape of shapes) {
      const found = await tried(folder, inputs[input] as Input, shape, run);
      if (found.length > 0) wrong[shape] = found;
    }
    expect(wrong).toEqual({});
  },
);
