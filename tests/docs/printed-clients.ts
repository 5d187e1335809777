import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '../engines/temporary-folder.ts';

interface Outcome {
  commandId: string;
  state: string;
  resource: string;
  reason: { code: string } | null;
}

export type SendOnce = (
  api: string,
  apiKey: string,
  intent: { method: string; path: string; body?: unknown; idempotencyKey: string },
) => Promise<Outcome>;

/** The n-th block in a language under a heading of docs/api.md. */
function printed(heading: string, language: string, n: number): string {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8');
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const blocks = section.split('\n## ')[0]?.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'));
  const block = [...(blocks ?? [])][n]?.[1];
  assert.ok(block, `docs/api.md has a block ${n} of ${language} under ${heading}`);
  return block;
}

/** The client in TypeScript that docs/api.md prints. */
export async function printedClient(): Promise<SendOnce> {
  const folder = temporaryFolder('client');
  const file = join(folder.path, 'client.ts');
  writeFileSync(file, printed('A client in TypeScript', 'ts', 0));
  try {
    return ((await import(pathToFileURL(file).href)) as { sendOnce: SendOnce }).sendOnce;
  } finally {
    folder.remove();
  }
}

/**
 * Runs the safe commands that docs/api.md prints, in a shell against a gateway, for a channel and a text. Resolves to what they
 * print.
 */
export async function runPrintedCommands(
  url: string,
  key: string,
  { channel = 'general', message = 'Hello, once' } = {},
): Promise<Record<string, unknown>> {
  const folder = temporaryFolder('shell');
  const commands = printed('Quick start', 'sh', 1)
    .replaceAll('Hello, once', message)
    .replaceAll('/channels/general/', `/channels/${channel}/`);
  const variables = `AUTH="Authorization: Bearer ${key}"\nJSON='Content-Type: application/json'\n`;
  const shell = spawn('bash', ['-c', variables + commands], {
    cwd: folder.path,
    env: { ...process.env, WAYBILL: url, no_proxy: '*' },
    stdio: ['ignore', 'pipe', 'ignore'],
    // The commands themselves never give up.
    timeout: 120_000,
  });
  try {
    return JSON.parse(await text(shell.stdout)) as Record<string, unknown>;
  } finally {
    shell.kill();
    folder.remove();
  }
}
