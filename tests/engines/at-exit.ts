const pending = new Set<() => void>();

/**
 * Calls `clean`, which must be synchronous, when this process ends, unless that was cancelled first. Also after a
 * signal: the runner ends a file that takes too long, and its engines must not stay behind.
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
  // Not `once`: a second signal, as `npm run` forwards what the terminal sent to all, would end the process amid its cleaning.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
}
