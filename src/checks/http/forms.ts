import type { HttpForm } from '../../exchanges/exchange';
import type { View } from '../view';

/** How a request was written that tries HTTP itself. */
export const formOf = ({ exchange }: View): HttpForm => exchange.context?.http ?? {};

/** Whether an answer is the server's own word on such a request. */
export const isAnswered = (view: View): boolean => view.intent === 'http' && view.final && !view.inPassing;

/** The plain request with that method and other credentials than none, before another of a scenario. */
export const plainBefore = (views: readonly View[], at: number, method: string): View | undefined =>
  views
    .slice(0, at)
    .findLast(
      (view) =>
        isPlain(view) &&
        view.method === method &&
        view.exchange.request.url === views[at]?.exchange.request.url,
    );

const isPlain = (view: View): boolean =>
  isAnswered(view) && view.exchange.context?.credentials === 'full' && Object.keys(formOf(view)).length === 0;
