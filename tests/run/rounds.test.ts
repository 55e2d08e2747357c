import { Rounds } from '../../src/run/rounds';

test('questions of all who still ask are answered at once, each by its own answer', async () => {
  const rounds: string[][] = [];
  const answered = new Rounds<string, string>((questions) => {
    rounds.push([...questions]);
    return Promise.resolve(questions.map((question) => `${question}!`));
  });
  const asking = (name: string, times: number) => async (ask: (question: string) => Promise<string>) => {
    const answers: string[] = [];
    for (let time = 1; time <= times; time += 1) answers.push(await ask(`${name}${time}`));
    return answers;
  };
  expect(await answered.run([asking('a', 1), asking('b', 3), asking('c', 0), asking('d', 2)])).toEqual([
    ['a1!'],
    ['b1!', 'b2!', 'b3!'],
    [],
    ['d1!', 'd2!'],
  ]);
  expect(rounds).toEqual([['a1', 'b1', 'd1'], ['b2', 'd2'], ['b3']]);
});

test('where answers fail, all who asked fail, and nobody waits', async () => {
  const rounds = new Rounds<number, number>(() => Promise.reject(new Error('gone')));
  const asking = (ask: (question: number) => Promise<number>): Promise<number> => ask(1);
  await expect(rounds.run([asking, asking])).rejects.toThrow('gone');
});
