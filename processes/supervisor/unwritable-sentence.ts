const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO', 'ENOTDIR', 'ELOOP']);

/** For an error of the file system on a path: the sentence for people. Undefined for any other. */
export function unwritableSentence(error: unknown): string | undefined {
  const { code, path, message } = (error ?? {}) as { code?: string; path?: string; message?: string };
  if (code === undefined || path === undefined || !UNWRITABLE.has(code)) return undefined;
  return `${path} can't be written (${message}). WAYBILL_DATA_DIR chooses another data folder.`;
}
