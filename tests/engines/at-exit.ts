const pending = new Set<() => void>();

/**
 * Calls `clean` (which must not wait) when this process ends before it was called off, also when it is ended by a
 * signal: the runner ends a file that takes too long, and nothing of it may stay behind.
 */
export function atExit(clean: () => void): () => void {
  install();
  pending.add(clean);
  return () => void pending.delete(clean);
}

let installed = false;

function install(): void {
  if (installed) return;
  installed = true;
  process.on('exit', () => {
    for (const clean of [...pending].reverse()) clean();
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}
