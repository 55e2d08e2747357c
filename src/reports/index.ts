export { renderAnnotations } from './annotations';
export { renderConsole, type ConsoleOptions } from './console';
export { renderJson } from './json';
export { renderJunit } from './junit';
export { renderMarkdown } from './markdown';
export { renderSarif } from './sarif';
export { visible } from '../results/visible';
