/** `runbook.md#consumer-stalled` or `docs/alerts.md#lost`, as the operations API says it, as an address of this console. */
export function runbookHref(to: string): string {
  const [file = '', anchor] = to.split('#');
  const name = file.replace(/^docs\//, '').replace(/\.md$/, '');
  return `/documentation/${encodeURIComponent(name)}${anchor === undefined ? '' : `#${anchor}`}`;
}
