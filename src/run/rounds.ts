/**
 * Batches the questions of several askers, who each ask one after another: when all of them wait, all open
 * questions are answered together.
 */
export class Rounds<Question, Answer> {
  private open: { question: Question; answered: (answer: Answer) => void; failed: (why: unknown) => void }[] =
    [];
  private asking = 0;

  /** @param answer answers questions, in their order */
  constructor(private readonly answer: (questions: readonly Question[]) => Promise<readonly Answer[]>) {}

  /** Has everybody ask what they want to know. @returns what each came to, in their order */
  async run<T>(all: readonly ((ask: (question: Question) => Promise<Answer>) => Promise<T>)[]): Promise<T[]> {
    this.asking = all.length;
    const ask = (question: Question): Promise<Answer> =>
      new Promise((answered, failed) => {
        this.open.push({ question, answered, failed });
        void this.answerWhereAllAsked();
      });
    return Promise.all(
      all.map(async (one) => {
        try {
          return await one(ask);
        } finally {
          this.asking -= 1;
          void this.answerWhereAllAsked();
        }
      }),
    );
  }

  private async answerWhereAllAsked(): Promise<void> {
    if (this.open.length === 0 || this.open.length < this.asking) return;
    const open = this.open.splice(0);
    try {
      const answers = await this.answer(open.map(({ question }) => question));
      for (const [at, { answered }] of open.entries()) answered(answers[at] as Answer);
    } catch (error) {
      for (const { failed } of open) failed(error);
    }
  }
}
