// One way to hear that a signal aborts, for everything that holds a connection.

/**
 * Calls `cut` when the signal aborts, or in the next microtask where it already has.
 * @param cut gets an error that says why
 * @returns a function that takes the listener away again
 */
export function onAbort(signal: AbortSignal, cut: (why: Error) => void): () => void {
  const stop = (): void => cut(new Error('the run was stopped, or its time is up'));
  if (signal.aborted) queueMicrotask(stop);
  signal.addEventListener('abort', stop);
  return () => signal.removeEventListener('abort', stop);
}
