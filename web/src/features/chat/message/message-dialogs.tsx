import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import type { ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import { SanctionDialog } from '../../moderation/SanctionDialog.js';
import type { Person } from '../conversation/room-context.js';
import { useChat, useChatView } from '../use-chat.js';
import { useAttempt } from './use-attempt.js';

interface MessageDialogs {
  askToDelete: (message: ChatMessage) => void;
  askToModerate: (person: Person) => void;
}

const Context = createContext<MessageDialogs>({ askToDelete: () => undefined, askToModerate: () => undefined });

export const useMessageDialogs = (): MessageDialogs => use(Context);

/** The questions messages ask: they outlive the row that asked, which may scroll away. */
export const MessageDialogsProvider = ({ roomId, children }: { roomId: number; children: ReactNode }) => {
  const t = useT();
  const session = useChat();
  const attempt = useAttempt();
  const channel = useChatView((view) => view.channels.find(({ id }) => id === roomId));
  const [doomed, setDoomed] = useState<ChatMessage>();
  const [suspect, setSuspect] = useState<Person>();
  const dialogs = useMemo(() => ({ askToDelete: setDoomed, askToModerate: setSuspect }), []);
  return (
    <Context value={dialogs}>
      {children}
      <ConfirmDialog
        open={doomed !== undefined}
        onOpenChange={(open) => !open && setDoomed(undefined)}
        title={t('chat.deleteTitle')}
        description={
          <>
            <span className="line-clamp-3 border-l-3 border-line pl-3 text-ink">
              {doomed?.message || t('chat.image')}
            </span>
            <span className="mt-2 block">{t('chat.deleteText')}</span>
          </>
        }
        confirmLabel={t('chat.delete')}
        onConfirm={() => {
          if (doomed) attempt(session.messages.remove(roomId, doomed.id));
          setDoomed(undefined);
        }}
      />
      {suspect && (
        <SanctionDialog
          user={suspect}
          {...(channel && { channel: { id: channel.id, name: channel.name } })}
          onClose={() => setSuspect(undefined)}
        />
      )}
    </Context>
  );
};
