import { readFile } from 'node:fs/promises';

const swaggerUi = (file: string) => import.meta.resolve(`swagger-ui-dist/${file}`);
const ours = (file: string) => new URL(`page/${file}`, import.meta.url).href;

/** The files of which each asset is made: that of Swagger UI, and then ours. */
const FILES = {
  script: () => [swaggerUi('swagger-ui-bundle.js'), ours('show-reference.js')],
  styles: () => [swaggerUi('swagger-ui.css'), ours('reference.css')],
};

type PageAsset = keyof typeof FILES;

const loaded = new Map<PageAsset, Buffer>();

/** A file that the pages of the reference load: 2 MB for the script. Read from the disk at its first request, and then kept. */
export async function pageAsset(asset: PageAsset): Promise<Buffer> {
  const known = loaded.get(asset);
  if (known) return known;
  const parts = await Promise.all(FILES[asset]().map((file) => readFile(new URL(file))));
  const whole = Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
  loaded.set(asset, whole);
  return whole;
}
