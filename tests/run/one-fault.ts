/** What fails at one exchange: every function of a module that is handed something with the mark in it. */
export const MARK = '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52';

/** The function that fails, as `module name`; and how often it has. */
export const fault: { at: string | undefined; hits: number } = { at: undefined, hits: 0 };

/** Everything that may fail, by `module name`. */
export const known = new Set<string>();

/** A module whose functions fail where the fault is. */
export function faulty<M extends object>(name: string, actual: M): M {
  const own = Object.entries(actual).map(([key, value]: [string, unknown]) => {
    if (typeof value !== 'function' || /^class\b/.test(Function.prototype.toString.call(value)))
      return [key, value];
    const at = `${name} ${key}`;
    known.add(at);
    return [key, failing(at, value as (...args: unknown[]) => unknown)];
  });
  return { __esModule: true, ...Object.fromEntries(own) } as M;
}

export const failing =
  (at: string, whole: (...args: unknown[]) => unknown) =>
  (...args: unknown[]): unknown => {
    if (fault.at === at && args.some(isMarked)) fail();
    return whole(...args);
  };

export function fail(): never {
  fault.hits += 1;
  throw new TypeError('Cannot convert object to primitive value\nand more of it');
}

/** Whether a value has the mark in it; what is behind a view is its exchange. */
export function isMarked(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(MARK);
  if (typeof value !== 'object' || value === null) return false;
  const { exchange } = value as { exchange?: unknown };
  return (
    JSON.stringify(exchange ?? value, (key, each: unknown) => (key === 'bench' ? undefined : each))?.includes(
      MARK,
    ) ?? false
  );
}
