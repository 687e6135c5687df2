import { ExitIcon, PlusIcon } from '@radix-ui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { LIMITS, type Conversation } from '#libs/contracts';
import { errorText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Avatar } from '../../../shared/ui/Avatar.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { Button } from '../../../shared/ui/Button.js';
import { ConfirmAction } from '../../../shared/ui/ConfirmAction.js';
import { SwitchField } from '../../../shared/ui/Field.js';
import { Sheet } from '../../../shared/ui/Sheet.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { toast } from '../../../shared/ui/toast.js';
import { BlockButton } from '../../blocking/BlockButton.js';
import { AddPeopleDialog } from './AddPeopleDialog.js';
import { conversationName, othersOf, personName } from './conversation-name.js';
import { leaveConversation, muteConversation } from './dm-queries.js';

interface ConversationSettingsProps {
  conversation: Conversation;
  me: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onLeft: () => void;
}

/** Who is in a conversation, and what one can do about it. */
export const ConversationSettings = ({ conversation, me, open, onOpenChange, onLeft }: ConversationSettingsProps) => {
  const t = useT();
  const [isAdding, setAdding] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const mute = useMutation({
    mutationFn: (muted: boolean) => muteConversation(conversation.id, muted),
    onError: (error) => toast.error(errorText(error, t)),
  });
  const name = conversationName(conversation, me, t);
  const isGroup = conversation.type === 'group';
  const { participants } = conversation;
  const [other] = othersOf(conversation, me);

  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={name}>
      <div className="grid gap-6">
        <SwitchField label={t('dm.mute')} hint={t('dm.muteHint')}>
          <Switch
            checked={mute.isPending ? mute.variables : conversation.muted}
            onCheckedChange={(isOn) => mute.mutate(isOn)}
          />
        </SwitchField>
        <section>
          <header className="flex items-center justify-between gap-2">
            <h3 className="text-sm font-medium text-ink-2">{t('dm.participants', { count: participants.length })}</h3>
            {isGroup && participants.length < LIMITS.participants && (
              <Button size="sm" variant="ghost" onClick={() => setAdding(true)}>
                <PlusIcon aria-hidden />
                {t('dm.addPeople')}
              </Button>
            )}
          </header>
          <ul className="mt-1">
            {participants.map((person) => (
              <li key={person.user_id} className="flex min-h-(--row) items-center gap-3">
                <Avatar {...person.avatar} name={personName(person)} />
                <span className="min-w-0">
                  <span className="block truncate font-medium">{personName(person)}</span>
                  <span className="block truncate text-sm text-ink-3">@{person.username}</span>
                </span>
                {person.user_id === me && <Badge tone="accent">{t('common.you')}</Badge>}
              </li>
            ))}
          </ul>
        </section>
        {isGroup ? (
          <Button className="justify-self-start text-bad" onClick={() => setLeaving(true)}>
            <ExitIcon aria-hidden />
            {t('dm.leave')}
          </Button>
        ) : (
          other && <BlockButton userId={other.user_id} name={personName(other)} />
        )}
      </div>
      {isAdding && <AddPeopleDialog conversation={conversation} onClose={() => setAdding(false)} />}
      <ConfirmAction
        subject={isLeaving || undefined}
        onClose={() => setLeaving(false)}
        run={async () => {
          await leaveConversation(conversation.id);
          onOpenChange(false);
          onLeft();
        }}
        stale={[]}
        words={() => ({
          title: t('dm.leaveTitle', { name }),
          description: t('dm.leaveText'),
          confirmLabel: t('dm.leave'),
          done: t('dm.left', { name }),
        })}
      />
    </Sheet>
  );
};
