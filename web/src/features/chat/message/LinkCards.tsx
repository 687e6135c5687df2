import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, body } from '../../../shared/api/client.js';
import { linksIn } from './message-words.js';

const MAX_CARDS = 2;
/** As long as the server keeps what it found. */
const FRESH_MS = 60 * 60_000;

const linkPreviewQuery = (url: string) =>
  queryOptions({
    queryKey: ['chat', 'link-preview', url],
    queryFn: ({ signal }) => body(api.GET('/api/chat/link-preview', { params: { query: { url } }, signal })),
    staleTime: FRESH_MS,
    retry: false,
    // An address that was refused is not asked for again whenever its message scrolls by.
    retryOnMount: false,
  });

/** What the pages a message links to say of themselves. */
export const LinkCards = ({ text }: { text: string }) => {
  const links = linksIn(text, MAX_CARDS);
  return links.map((url) => <LinkCard key={url} url={url} />);
};

/** Its picture comes from the portal: another site would learn who reads here. */
const LinkCard = ({ url }: { url: string }) => {
  const place = useRef<HTMLSpanElement>(null);
  const [isVisible, setVisible] = useState(false);
  const { data } = useQuery({ ...linkPreviewQuery(url), enabled: isVisible });

  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setVisible(true));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);

  if (!data?.title) return <span ref={place} />;
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      className="mt-1 flex max-w-lg gap-3 rounded-md border border-l-3 border-line border-l-accent bg-surface px-3 py-2 hover:border-line-strong hover:border-l-accent"
    >
      <span className="min-w-0 grow">
        <span className="block truncate text-xs text-ink-3">{data.site_name || new URL(url).hostname}</span>
        <span className="line-clamp-2 font-medium text-accent-ink">{data.title}</span>
        {data.description && <span className="line-clamp-2 text-sm text-ink-2">{data.description}</span>}
      </span>
      {data.thumbnail && (
        <img src={data.thumbnail} alt="" loading="lazy" className="size-20 shrink-0 self-center rounded object-cover" />
      )}
    </a>
  );
};
