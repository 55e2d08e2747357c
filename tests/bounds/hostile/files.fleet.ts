import { commandLine, temporaryFolder } from '../../cli/support';
import { WHOLE } from '../../environment/extent';
import { furnished, inputsIn, type Input } from './inputs';
import { SHAPES, tried } from './trial';

const folder = temporaryFolder();
const run = commandLine(folder);
let inputs: Record<string, Input>;
beforeAll(async () => (inputs = await furnished(folder, run)));

/** Of the shapes CI takes every second one, the others with the next input. */
const shapesOf = (place: number): typeof SHAPES => SHAPES.filter((_, at) => WHOLE || (at + place) % 2 === 0);

test.each(Object.keys(inputsIn(folder)).map((input, place) => [input, place] as const))(
  '%s of every hostile shape: one line, a documented exit code, 5 s',
  async (input, place) => {
    const wrong: Record<string, string[]> = {};
    for (const shape of shapesOf(place)) {
      const found = await tried(folder, inputs[input] as Input, shape, run);
      if (found.length > 0) wrong[shape] = found;
    }
    expect(wrong).toEqual({});
  },
);
