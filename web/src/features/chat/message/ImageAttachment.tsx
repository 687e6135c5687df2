import { useState } from 'react';
import type { ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { authorName } from './author-name.js';
import { Lightbox } from './Lightbox.js';

/** In a box of fixed height, because the size of a picture is known only when it has come. */
export const ImageAttachment = ({ url, message }: { url: string; message: ChatMessage }) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const name = authorName(message, t);
  // Only pictures of the portal itself: others would learn who reads here.
  if (!url.startsWith('/static/')) return null;
  return (
    <>
      <button
        type="button"
        aria-label={t('chat.openImage', { name })}
        onClick={() => setOpen(true)}
        className="mt-1 block h-56 max-w-full cursor-zoom-in overflow-hidden rounded-lg border border-line bg-sunken"
      >
        <img
          src={url}
          alt={t('chat.imageBy', { name })}
          loading="lazy"
          decoding="async"
          className="h-full min-w-24 max-w-full object-contain"
        />
      </button>
      {isOpen && <Lightbox url={url} label={t('chat.imageBy', { name })} onClose={() => setOpen(false)} />}
    </>
  );
};
