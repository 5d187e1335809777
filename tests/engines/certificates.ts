import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** For `skip`: why certificates can't be made, or false if they can. In CI, a missing openssl fails. */
export const withoutOpenssl = ((): string | false => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return false;
  } catch {
    return process.env.CI ? false : 'no openssl on PATH';
  }
})();

export interface Certificate {
  /** PEM files. `both` has the key, then the certificate. */
  certificate: string;
  key: string;
  both: string;
}

/** Makes a self-signed certificate, or one that `authority` signs, for 127.0.0.1. */
export function makeCertificate(folder: string, name: string, authority?: Certificate): Certificate {
  const file = (suffix: string) => join(folder, `${name}${suffix}`);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const [key, certificate, request, extensions] = [file('.key'), file('.crt'), file('.csr'), file('.ext')];
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', key);
  openssl('req', '-new', '-key', key, '-subj', `/CN=${name}`, '-out', request);
  writeFileSync(
    extensions,
    authority ? 'subjectAltName=IP:127.0.0.1\n' : 'basicConstraints=critical,CA:TRUE\n',
  );
  const signedBy = authority
    ? ['-CA', authority.certificate, '-CAkey', authority.key, '-CAcreateserial']
    : ['-signkey', key];
  openssl(
    'x509',
    '-req',
    '-in',
    request,
    ...signedBy,
    '-days',
    '2',
    '-extfile',
    extensions,
    '-out',
    certificate,
  );
  writeFileSync(file('.pem'), readFileSync(key, 'utf8') + readFileSync(certificate, 'utf8'));
  return { certificate, key, both: file('.pem') };
}
