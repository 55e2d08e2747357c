// Says, as JSON, what GitHub's own parser has against actions and workflows: node parse.mjs FILE...
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';

// The parser imports JSON as bundlers take it, without the attribute that Node wants.
const hook = `export const load = (url, context, next) =>
  next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

const { NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');

const complaints = process.argv.slice(2).flatMap((name) => {
  const parse = path.basename(name) === 'action.yml' ? parseAction : parseWorkflow;
  const { context } = parse({ name, content: readFileSync(name, 'utf8') }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
});
process.stdout.write(JSON.stringify(complaints));
