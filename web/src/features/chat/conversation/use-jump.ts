import { useCallback, useState } from 'react';
import { errorText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { toast } from '../../../shared/ui/toast.js';
import { useChat } from '../use-chat.js';

/** A message to scroll to; a new object every time. */
export interface JumpTarget {
  messageId: number;
}

/** Brings a message into the window and then before the reader's eyes. */
export const useJump = (roomId: number): [target: JumpTarget | undefined, jump: (messageId: number) => void] => {
  const t = useT();
  const session = useChat();
  const [target, setTarget] = useState<JumpTarget>();
  const jump = useCallback(
    (messageId: number) => {
      session.jump(roomId, messageId).then(
        () => setTarget({ messageId }),
        (error: unknown) => toast.error(errorText(error, t)),
      );
    },
    [session, roomId, t],
  );
  return [target, jump];
};
