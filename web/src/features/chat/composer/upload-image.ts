import { LIMITS } from '#libs/contracts';
import { networkError, toApiError } from '../../../shared/api/api-error.js';

export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

/** Why an image cannot be sent, known before it is tried. */
export const imageFault = ({ type, size }: { type: string; size: number }): 'kind' | 'size' | undefined => {
  if (!IMAGE_TYPES.includes(type)) return 'kind';
  return size > LIMITS.imageBytes ? 'size' : undefined;
};

interface UploadOptions {
  /** From 0 to 100. */
  onProgress: (percent: number) => void;
  signal: AbortSignal;
}

/** Resolves with the address for `image_url`. Not by fetch, which does not tell how far it is. @throws ApiError */
export const uploadImage = (file: File, { onProgress, signal }: UploadOptions): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('image', file);
    request.open('POST', '/api/chat/upload');
    request.upload.onprogress = ({ loaded, total }) => onProgress(Math.round((loaded / total) * 100));
    request.onerror = () => reject(networkError(undefined));
    request.onabort = () => reject(networkError(undefined));
    request.onload = () => {
      const { status, responseText } = request;
      const answer = new Response(responseText, { status });
      if (!answer.ok) void toApiError(answer).then(reject);
      else void answer.json().then(({ url }: { url: string }) => resolve(url), reject);
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
