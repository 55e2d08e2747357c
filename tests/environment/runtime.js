/* eslint-disable @typescript-eslint/no-require-imports -- Jest loads it untransformed */
const { Script } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** What a worker has compiled: by the name of a file, its code and the script made of it, if there is one. */
const compiled = new Map();

/** A module as a script that makes the function which Jest calls; undefined where Jest has to compile it itself. */
function scriptOf(code, parameters, filename) {
  // What imports on demand does so for its own test file.
  if (/\bimport\s*\(/.test(code)) return undefined;
  const head = `(function (${parameters.join(', ')}) {`;
  try {
    // The columns of the first line are those of the file.
    return new Script(`${head}${code}\n})`, { filename, columnOffset: -head.length });
  } catch {
    // Jest says best what is wrong with it.
    return undefined;
  }
}

/**
 * Jest's runtime, which loads every module anew for each test file, and compiles none of them twice: V8 keeps what it
 * has parsed with the script, and binds it to the globals of each test file. Jest itself compiles a module as often
 * as it is loaded, which is hundreds of times.
 */
module.exports = class extends Runtime {
  constructor(...given) {
    super(...given);
    const { executor } = this;
    const compile = executor.compile.bind(executor);
    executor.compile = (code, filename) => {
      const context = executor.environment.getVmContext();
      if (!context || filename === executor.testPath) return compile(code, filename);
      let known = compiled.get(filename);
      if (known?.code !== code) {
        known = { code, script: scriptOf(code, executor.injectedModuleParameters, filename) };
        compiled.set(filename, known);
      }
      return known.script ? known.script.runInContext(context) : compile(code, filename);
    };
  }
};
