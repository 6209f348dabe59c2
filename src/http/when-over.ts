/**
 * Calls `cut` when `over` aborts, or soon where it has already.
 * @returns takes it back
 */
export function whenOver(over: AbortSignal, cut: (why: Error) => void): () => void {
  const stop = (): void => cut(new Error('the run was stopped, or its time is up'));
  if (over.aborted) queueMicrotask(stop);
  over.addEventListener('abort', stop);
  return () => over.removeEventListener('abort', stop);
}
