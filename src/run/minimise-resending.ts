import type { Exchange } from '../exchanges/exchange';
import type { PutBack, Report } from '../results/report';
import type { ReproduceOptions } from './reproduce';
import type { VerifyOptions } from './verify-options';

/** How many requests are sent at most to shorten what shows the findings of a report. */
export const MINIMISING = 4000;

/** Counts what is sent, and sees what a run leaves behind: behind one that puts nothing back no other is sent. */
export class Resending {
  putBack: PutBack | undefined;
  private spent = 0;
  readonly options: ReproduceOptions;

  /** @param run sends a plan as the run did whose findings they are */
  constructor(how: VerifyOptions, run: (options: VerifyOptions) => Promise<Report>) {
    const again = withoutExtras(how);
    const send: ReproduceOptions['send'] = async (trial) => {
      const onExchange = (exchange: Exchange): void => {
        this.spent += 1;
        trial.onExchange?.(exchange);
      };
      const report = await run({ ...again, ...trial, onExchange });
      if (report.putBack?.equal === false) this.putBack = report.putBack;
      return report;
    };
    this.options = { ...again, readOnlyToken: how.tokenReadOnly !== undefined, send };
  }

  /** Whether so many requests may still be sent. */
  affords(requests: number): boolean {
    return !this.putBack && !this.options.signal?.aborted && this.spent + requests <= MINIMISING;
  }
}

/** What was asked for beside the rows is done once, and the record is of the run itself. */
function withoutExtras(options: VerifyOptions): VerifyOptions {
  const again = { ...options };
  delete again.out;
  delete again.explore;
  delete again.pact;
  delete again.onProgress;
  delete again.onExchange;
  return again;
}
