import type { NatsLogin } from '../../contracts/ports/nats-target.ts';
import { natsTargetOf } from './nats-target.ts';
import type { Setting } from './setting.ts';
import { type Settings, settingsTable } from './settings.ts';

/** The values of all secret settings, whole and in parts: each key of a list, each login in a URL. */
export function secretValues(settings: Settings): string[] {
  const marked = Object.entries(settingsTable as Record<string, Setting>).flatMap(([name, setting]) =>
    setting.kind === 'text' && setting.secret ? [String(settings[name as keyof Settings])] : [],
  );
  const { apiKeys, operatorKeys, otlpHeaders, otlpTracesHeaders, otlpMetricsHeaders } = settings;
  const lists = [apiKeys, operatorKeys, otlpHeaders, otlpTracesHeaders, otlpMetricsHeaders];
  const parts = lists.flatMap((list) => list.split(',')).map((pair) => pair.slice(pair.search(/[:=]/) + 1));
  const { servers, login } = natsTargetOf(settings);
  const logins = [login, ...servers.map((server) => server.login)].map(secretOf);
  const written = [settings.natsUrl, settings.alertWebhookUrl].flatMap(loginsIn);
  const all = [...marked, ...parts, ...logins, ...written];
  return [...new Set([...all, ...all.map(encoded), ...all.map(decoded)])].filter((value) => value !== '');
}

const secretOf = (login: NatsLogin): string =>
  login.kind === 'password' ? login.password : login.kind === 'token' ? login.token : '';

/** The logins in a list of URLs as they are written: each whole, and its password. */
const loginsIn = (urls: string): string[] =>
  [...urls.matchAll(/(?:\/\/|,|^)([^/?#,]+)@/g)].flatMap(([, login = '']) => [
    login,
    login.slice(login.indexOf(':') + 1),
  ]);

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
