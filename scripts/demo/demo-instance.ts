import { natsTargetOf } from '../../platform/configuration/nats-target.ts';
import { BadSetting } from '../../platform/configuration/setting.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { findInstance, type Instance, natsUrlOf } from '../client/find-instance.ts';

export interface DemoInstance extends Instance {
  natsUrl: string;
  /** The console's origin; null if its port is unknown. */
  console: string | null;
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[?::1\]?)$/;

/** The Waybill that runs on this machine. Throws BadSetting if the settings name another machine's, or production. */
export function findDemoInstance(settings: Settings): DemoInstance {
  const instance = findInstance(settings, {});
  const natsUrl = natsUrlOf(settings);
  const { servers } = natsTargetOf({ natsUrl });
  const hosts = [instance.url.hostname, ...servers.map(({ host }) => host)];
  const isHere = servers.length > 0 && hosts.every((host) => LOOPBACK.test(host));
  if (!isHere || settings.environmentName === 'production')
    throw new BadSetting(
      'Demo data is only for a Waybill on this machine that is not named production. Use npm run traffic for others.',
    );
  const port = settings.consolePort;
  return { ...instance, natsUrl, console: settings.consoleUrl || (port ? `http://127.0.0.1:${port}` : null) };
}
