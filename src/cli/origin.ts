/** Where a setting of a command comes from. */
export interface Origin {
  key: string;
  /** `own.yaml:3` */
  place: string;
  /** Its items, each with its own place. */
  items: readonly { text: string; place: string }[];
}

/**
 * Adds the place in the configuration to a message about a setting. The setting is found by its value or by its
 * option.
 */
export function withOrigin(message: string, settings: readonly Origin[]): string {
  const words = new Set(message.split(/[\s,;]+|:(?=\s|$)/));
  const meant = settings.flatMap(({ key, place, items }) => {
    const item = items.find(({ text }) => words.has(text));
    const isNamed = words.has(`--${key}`) || words.has(`--no-${key}`);
    return item || isNamed ? [`${item?.place ?? place}: ${key}`] : [];
  });
  return meant.length === 0 ? message : `${message} (${meant.join(', ')})`;
}
