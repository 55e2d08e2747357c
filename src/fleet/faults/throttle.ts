/** Faults and variants of throttling. */
import { changed, refused, type Make } from './behaviour';

/** One request out of this many is throttled. */
const EVERY = 40;

/** Throttles with a Retry-After, or without one if it is undefined. */
const throttling =
  (
    fields: Record<string, string> | (() => Record<string, string>),
    edit = (response: Response) => response as Response | Promise<Response>,
  ): Make =>
  () => {
    let count = 0;
    return {
      request: (call) => {
        if (++count % EVERY !== 0) return {};
        return edit(
          refused(call, 429, 'Too many requests.', typeof fields === 'function' ? fields() : fields),
        );
      },
    };
  };

export const throttle: Readonly<Record<string, Make>> = {
  'throttle-no-retry-after': throttling({}),
  'throttle-negative': throttling({ 'Retry-After': '-1' }),
  'throttle-garbage': throttling({ 'Retry-After': 'soon' }),
  'throttle-fraction': throttling({ 'Retry-After': '0.02' }),
  'throttle-iso-date': throttling(() => ({ 'Retry-After': new Date().toISOString() })),
  'throttle-html': throttling({ 'Retry-After': '0' }, (response) =>
    changed(response, { headers: { 'content-type': 'text/html' }, text: () => '<h1>Too many requests</h1>' }),
  ),
};
