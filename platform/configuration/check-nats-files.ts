import { credentialsIn, seedIn } from '../../contracts/nats-credentials.ts';
import type { NatsSettings } from './nats-target.ts';
import { readCertificate, readPrivateKey, readSettingFile } from './read-pem.ts';
import { BadSetting } from './setting.ts';

/** Whether the files that settings of NATS name can be used. They are read again at each connection. Throws BadSetting. */
export function checkNatsFiles({ natsCreds, natsNkey, natsCa, natsCert, natsKey }: NatsSettings): void {
  if (natsCreds !== '' && !credentialsIn(readSettingFile('NATS_CREDS', natsCreds)))
    throw new BadSetting(
      `NATS_CREDS: ${natsCreds} is not a credentials file: it must hold a JWT and a seed (SU…).`,
    );
  if (natsNkey !== '' && !seedIn(natsNkey) && !seedIn(readNkey(natsNkey)))
    throw new BadSetting('NATS_NKEY is neither the seed of a user (SU…) nor a file that holds one.');
  readCertificate('NATS_CA', natsCa);
  readPrivateKey('NATS_KEY', natsKey, readCertificate('NATS_CERT', natsCert));
}

/** A mistyped seed looks like a path, so the message must not quote it. */
function readNkey(path: string): string {
  try {
    return readSettingFile('NATS_NKEY', path);
  } catch {
    return '';
  }
}
