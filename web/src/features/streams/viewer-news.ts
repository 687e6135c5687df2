import type { QueryClient } from '@tanstack/react-query';
import type { LiveFrame } from '#libs/contracts';

type ViewerNews = Extract<LiveFrame, { topic: 'stream.viewers' }>['data'];

/** Puts a new viewer count into every answer that shows the stream, so that nothing is asked for again. */
export const showViewers = (queries: QueryClient, { id, viewer_count }: ViewerNews): void => {
  const renew = (stream: unknown): unknown => (isOf(stream, id) ? { ...stream, viewer_count } : stream);
  queries.setQueriesData({ queryKey: ['streams'] }, (answer: unknown) =>
    Array.isArray(answer) ? answer.map(renew) : renew(answer),
  );
};

/** Relays and links have ids of their own, but nobody watches them. */
const isOf = (answer: unknown, id: number): answer is { id: number; viewer_count: number } =>
  typeof answer === 'object' && answer !== null && 'viewer_count' in answer && 'id' in answer && answer.id === id;
