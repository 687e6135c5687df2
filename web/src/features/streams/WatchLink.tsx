import { Link } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

type WatchLinkProps = Omit<ComponentProps<'a'>, 'href' | 'ref'> & { playbackKey: string };

/** To the page where a stream is watched. */
export const WatchLink = ({ playbackKey, ...props }: WatchLinkProps) => (
  <Link to="/watch/$key" params={{ key: playbackKey }} {...props} />
);
