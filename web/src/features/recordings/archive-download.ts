import { networkError, toApiError } from '../../shared/api/api-error.js';

export interface ArchiveProgress {
  /** Bytes that have arrived. */
  done: number;
  /** Of all files; the archive itself is a little larger. */
  total: number;
}

interface ArchiveOptions {
  files: readonly { name: string; size: number }[];
  signal: AbortSignal;
  onProgress: (progress: ArchiveProgress) => void;
}

/**
 * Files of the storage in one zip, for the person to keep. The browser holds what arrived on disk, not in memory.
 * @throws ApiError, or an `AbortError` when it was stopped
 */
export const downloadArchive = async ({ files, signal, onProgress }: ArchiveOptions): Promise<Blob> => {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const response = await fetch('/api/vods/download-archive', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ files: files.map(({ name }) => name) }),
    signal,
  }).catch((error: unknown) => {
    throw signal.aborted ? error : networkError(error);
  });
  if (!response.ok || !response.body) throw await toApiError(response);
  let done = 0;
  onProgress({ done, total });
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      done += chunk.length;
      onProgress({ done: Math.min(done, total), total });
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter, { signal })).blob();
};

/** Offers it under this name. */
export const saveBlob = (blob: Blob, fileName: string): void => {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // Not at once: the browser still reads it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
