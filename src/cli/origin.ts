/** Where a setting of a command comes from. */
export interface Origin {
  key: string;
  /** `own.yaml:3` */
  place: string;
  /** What it says, each with its own place. */
  items: readonly { text: string; place: string }[];
}

/** A message about a setting, with where a configuration has it: by the value, or by the option that it names. */
export function withOrigin(message: string, settings: readonly Origin[]): string {
  const words = new Set(message.split(/[\s,;]+|:(?=\s|$)/));
  const meant = settings.flatMap(({ key, place, items }) => {
    const item = items.find(({ text }) => words.has(text));
    const isNamed = words.has(`--${key}`) || words.has(`--no-${key}`);
    return item || isNamed ? [`${item?.place ?? place}: ${key}`] : [];
  });
  return meant.length === 0 ? message : `${message} (${meant.join(', ')})`;
}
