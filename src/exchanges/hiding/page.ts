/** The name of an element, which may say that what is in it is a secret. */
const NAME = /^<\/?[A-Za-z](?:[A-Za-z_.:-]{0,60}(?!\w)|[A-Za-z0-9]{0,20})/;

/** A page for people, such as a gateway answers with, without the attributes of its elements, scripts and styles. */
export function withoutAttributes(page: string): string {
  const lower = page.toLowerCase();
  let clean = '';
  let at = 0;
  while (at < page.length) {
    const start = page.indexOf('<', at);
    if (start < 0) return clean + page.slice(at);
    const end = page.indexOf('>', start);
    if (end < 0) return clean + page.slice(at, start);
    const name = NAME.exec(page.slice(start, start + 64))?.[0] ?? '<!';
    clean += `${page.slice(at, start)}${name}>`;
    at = /^<(?:script|style)$/i.test(name) ? endOf(name.slice(1), lower, end) : end + 1;
  }
  return clean;
}

/** Where an element that holds no text for people ends. */
function endOf(name: string, lower: string, start: number): number {
  const end = lower.indexOf(`</${name.toLowerCase()}`, start);
  return end < 0 ? lower.length : end;
}
