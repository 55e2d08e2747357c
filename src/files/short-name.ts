import path from 'node:path';

/** The name of a file relative to the working directory, if that is shorter. */
export function shortName(file: string, cwd: string): string {
  const whole = path.resolve(cwd, file);
  const fromThere = path.relative(cwd, whole);
  return fromThere !== '' && fromThere.length < whole.length ? fromThere : whole;
}
