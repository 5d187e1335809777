import { type NatsSettings, natsTargetOf } from './nats-target.ts';
import { BadSetting } from './setting.ts';

/** Settings of NATS that don't go together. Throws BadSetting. */
export function checkNats(settings: NatsSettings): void {
  const { natsUrl, natsUser, natsPassword, natsToken, natsCreds, natsNkey } = settings;
  const { natsCa, natsCert, natsKey, natsTlsFirst } = settings;
  const given = Object.entries({
    NATS_USER: natsUser,
    NATS_PASSWORD: natsPassword,
    NATS_TOKEN: natsToken,
    NATS_CREDS: natsCreds,
    NATS_NKEY: natsNkey,
    NATS_CA: natsCa,
    NATS_CERT: natsCert,
    NATS_KEY: natsKey,
    NATS_TLS_FIRST: natsTlsFirst === 'on' ? 'on' : '',
  }).flatMap(([name, value]) => (value === '' ? [] : [name]));
  if (natsUrl === '' && given.length > 0)
    throw new BadSetting(
      `${given[0]} is set, but NATS_URL is not: the nats-server that Waybill starts takes no credentials and no TLS. Set NATS_URL, or unset ${given.join(', ')}.`,
    );
  if (natsPassword !== '' && natsUser === '')
    throw new BadSetting('NATS_PASSWORD needs NATS_USER. Set both, or neither.');
  if (natsToken !== '' && natsUser !== '')
    throw new BadSetting('NATS_TOKEN and NATS_USER are both set. Set one of them.');
  if (natsCreds !== '' && natsNkey !== '')
    throw new BadSetting('NATS_CREDS and NATS_NKEY are both set. Set one of them.');
  if ((natsCert === '') !== (natsKey === ''))
    throw new BadSetting('NATS_CERT and NATS_KEY belong together. Set both, or neither.');
  if (natsUrl === '') return;
  const isWebSocket = natsTargetOf(settings).transport === 'websocket';
  if (isWebSocket && natsTlsFirst === 'on')
    throw new BadSetting('NATS_TLS_FIRST is for nats:// and tls:// URLs. A WebSocket over TLS is wss://.');
  const isPlain = isWebSocket && !/wss:/i.test(natsUrl);
  if (isPlain && (natsCa !== '' || natsCert !== ''))
    throw new BadSetting(
      `${natsCa === '' ? 'NATS_CERT' : 'NATS_CA'} asks for TLS, but NATS_URL is ws://. Use wss://, or unset it.`,
    );
}
