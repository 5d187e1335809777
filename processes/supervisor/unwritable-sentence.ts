const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO', 'ENOTDIR', 'ELOOP']);

/** A sentence for people about a file system error on a path. Undefined for any other error. */
export function unwritableSentence(error: unknown): string | undefined {
  const { code, path, message } = (error ?? {}) as { code?: string; path?: string; message?: string };
  if (code === undefined || path === undefined || !UNWRITABLE.has(code)) return undefined;
  return `${path} can't be written (${message}). WAYBILL_DATA_DIR chooses another data folder.`;
}
