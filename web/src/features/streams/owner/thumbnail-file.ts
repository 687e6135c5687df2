import { LIMITS } from '#libs/contracts';

export const THUMBNAIL_TYPES = ['image/jpeg', 'image/png'];

/** Why a file cannot be a thumbnail, known before it is sent. */
export const thumbnailFault = ({ type, size }: Pick<File, 'type' | 'size'>): 'kind' | 'size' | undefined => {
  if (!THUMBNAIL_TYPES.includes(type)) return 'kind';
  return size > LIMITS.thumbnailBytes ? 'size' : undefined;
};
