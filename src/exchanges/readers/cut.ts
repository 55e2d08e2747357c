/** What stands at the end of a text that was cut, and in the place of a value that is nested too deep. */
const CUT = '\0graph-contract: cut';
const CUT_IN_JSON = '\\u0000graph-contract: cut';

const AT_THE_END = /^([\s\S]*)\0graph-contract: cut (\d+) bytes$/;

/** As JSON, without quotation marks. */
export const cutMark = (bytes: number): string => `${CUT_IN_JSON} ${bytes} bytes`;

/** What is left of a text that was cut, and how many bytes were left out; undefined for a whole one. */
export function cutIn(text: string): { text: string; bytes: number } | undefined {
  if (!text.includes(CUT)) return undefined;
  const [, left = '', bytes = '0'] = AT_THE_END.exec(text) ?? [];
  return { text: left, bytes: Number(bytes) };
}

/** Whether a text was cut. */
export const hasMark = (text: string): boolean => text.includes(CUT);

/** Whether a JSON text has something in it that was cut. */
export const hasCut = (json: string): boolean => json.includes(CUT_IN_JSON);
