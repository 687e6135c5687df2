import { ChatBubbleIcon, QuestionMarkCircledIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { Spinner } from '../../../shared/ui/Spinner.js';

/** In place of a conversation, when none shows. */
export const RoomFace = ({ state }: { state: 'none' | 'waiting' | 'missing' }) => {
  const t = useT();
  if (state === 'waiting') {
    return (
      <div aria-busy className="grid grow place-items-center text-ink-3">
        <Spinner className="size-5" />
        <span className="sr-only">{t('chat.loadingRoom')}</span>
      </div>
    );
  }
  return (
    <div className="grid grow place-items-center">
      {state === 'none' ? (
        <EmptyState icon={<ChatBubbleIcon />} title={t('chat.pickTitle')}>
          {t('chat.pickText')}
        </EmptyState>
      ) : (
        <EmptyState
          icon={<QuestionMarkCircledIcon />}
          title={t('chat.missingTitle')}
          action={
            <Button asChild>
              <Link to="/chat">{t('chat.backToRooms')}</Link>
            </Button>
          }
        >
          {t('chat.missingText')}
        </EmptyState>
      )}
    </div>
  );
};
