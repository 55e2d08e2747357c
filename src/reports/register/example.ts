/** What keeps a row and what breaks it, as lines that are safe to print; or why that cannot be shown. */
export type ExampleText = { right: readonly string[]; wrong: readonly string[] } | { none: string };
