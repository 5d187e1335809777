import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A page of `docs/`, by its name without ending; null where there is none. The console runs in the repository's folder. */
export async function readDocumentation(name: string): Promise<{ title: string; source: string } | null> {
  if (!/^[a-z][a-z-]{0,63}$/.test(name)) return null;
  try {
    const source = await readFile(join(process.cwd(), 'docs', `${name}.md`), 'utf8');
    return { title: /^# (.+)$/m.exec(source)?.[1] ?? name, source };
  } catch {
    return null;
  }
}
