import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { BadSetting } from './setting.ts';

/** The certificates in a file that a variable names; empty for no file. Throws BadSetting for a file that can't be used. */
export const readCertificate = (variable: string, path: string): string =>
  path === '' ? '' : readPem(variable, path, (text) => new X509Certificate(text));

/** The private key of a certificate. As `readCertificate`. */
export const readPrivateKey = (variable: string, path: string, certificate: string): string =>
  path === '' ? '' : readPem(variable, path, (text) => createSecureContext({ cert: certificate, key: text }));

/** Reads a file that `check` takes; OpenSSL would meet a bad one later, and say less. */
function readPem(variable: string, path: string, check: (text: string) => unknown): string {
  const text = readSettingFile(variable, path);
  if (!text.includes('-----BEGIN ')) throw new BadSetting(`${variable}: ${path} is not a PEM file.`);
  try {
    check(text);
  } catch (error) {
    throw new BadSetting(`${variable}: ${path} can't be used (${(error as Error).message}).`);
  }
  return text;
}

/** The content of a file that a variable names. Throws BadSetting. */
export function readSettingFile(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadSetting(`${variable}: ${path} can't be read (${(error as Error).message}).`);
  }
}
