import { parseConnectionUrl } from './connection-url.ts';
import { BadSetting } from './setting.ts';

/** A webhook's URL without its user name and password, and the Authorization header (Basic) that they become; empty for none. */
export function webhookTargetOf(text: string): { url: string; authorization: string } {
  if (text === '') return { url: '', authorization: '' };
  const url = parseConnectionUrl(text);
  if (typeof url === 'string') throw new BadSetting(`WAYBILL_ALERT_WEBHOOK_URL ${url}.`);
  const { user, password, shown } = url;
  if (user === null) return { url: shown, authorization: '' };
  return {
    url: shown,
    authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`,
  };
}
