import { defineJob } from '#libs/queue';

/** Fetches a page. What is to be fetched stands sealed in the row: jobs are stored as they are. */
export const FetchLinkPreview = defineJob<{ url_hash: string }>('chat.fetch-link-preview', {
  attempts: 1,
  concurrency: 8,
});
