import { useState, type ReactNode } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';

/** What somebody blocked wrote before: hidden until asked for. */
export const BlockedMessage = ({ children }: { children: ReactNode }) => {
  const t = useT();
  const [isShown, setShown] = useState(false);
  if (isShown) return children;
  return (
    <p className="flex items-center gap-2 text-sm text-ink-3">
      {t('chat.blockedAuthor')}
      <Button variant="link" size="inline" className="text-sm" onClick={() => setShown(true)}>
        {t('chat.showBlocked')}
      </Button>
    </p>
  );
};
