/** Where clips are put, below the root of the storage. */
export const CLIPS_FOLDER = 'Clips';
