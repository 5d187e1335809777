import type { Setting } from './setting.ts';
import { type Settings, settingsTable } from './settings.ts';

/** The values of all secret settings, whole and in parts: each key of a list, each header of an export. */
export function secretValues(settings: Settings): string[] {
  const marked = Object.entries(settingsTable as Record<string, Setting>).flatMap(([name, setting]) =>
    setting.kind === 'text' && setting.secret ? [String(settings[name as keyof Settings])] : [],
  );
  const lists = [settings.apiKeys, settings.operatorKeys, settings.otlpHeaders];
  const parts = lists.flatMap((list) => list.split(',')).map((pair) => pair.slice(pair.search(/[:=]/) + 1));
  const urls = settings.natsUrl.split(',').flatMap((url) => /\/\/([^@/]*)@/.exec(url)?.[1] ?? []);
  const passwords = urls.map((userInfo) => userInfo.slice(userInfo.indexOf(':') + 1));
  const all = [...marked, ...parts, ...urls, ...passwords];
  return [...new Set([...all, ...all.map(decoded)])].filter((value) => value !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
