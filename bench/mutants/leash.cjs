// Loaded ahead of every provider. Its standard input is a pipe that nobody writes to, and that is closed when
// the runner is gone, however it went: then the provider goes too. The pipe by itself keeps no process alive.
process.stdin
  .on('end', () => process.exit())
  .resume()
  .unref();
