export { renderConsole, type ConsoleOptions } from './console';
export { renderJson } from './json';
export { renderJunit } from './junit';
export { visible } from './visible';
