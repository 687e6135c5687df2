import { Cross2Icon } from '@radix-ui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChannelState } from '#libs/contracts';
import { errorText } from '../../../shared/api/error-text.js';
import type { FoundUser } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { ErrorState } from '../../../shared/ui/ErrorState.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { Select } from '../../../shared/ui/Select.js';
import { SkeletonRows } from '../../../shared/ui/Skeleton.js';
import { toast } from '../../../shared/ui/toast.js';
import { UserPicker } from '../dm/UserPicker.js';
import { addMember, membersQuery, removeMember, setMemberRole, type ChannelRole } from './channel-queries.js';

const MAX_ADDED = 20;

/** Who was added to a channel and as what. */
export const ChannelMembers = ({ channel: { id, visibility } }: { channel: ChannelState }) => {
  const t = useT();
  const queries = useQueryClient();
  const members = useQuery(membersQuery(id));
  const [chosen, setChosen] = useState<readonly FoundUser[]>([]);
  const change = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onError: (error) => toast.error(errorText(error, t)),
    onSettled: () => queries.invalidateQueries(membersQuery(id)),
  });
  const add = () =>
    change.mutate(async () => {
      for (const user of chosen) await addMember(id, user.id);
      setChosen([]);
    });
  const roles = [
    { value: 'member', label: t('chat.member') },
    { value: 'moderator', label: t('chat.channelModerator') },
  ];
  return (
    <section aria-label={t('chat.members')} className="mt-8">
      <h3 className="mb-2 font-semibold">{t('chat.members')}</h3>
      {members.isPending && <SkeletonRows rows={2} />}
      {members.isError && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {members.data?.length === 0 && <p className="text-ink-2">{t('chat.noMembers')}</p>}
      <ul className="divide-y divide-line">
        {members.data?.map(({ user_id, username, nickname, role }) => (
          <li key={user_id} className="flex min-h-(--row) items-center gap-3">
            <span className="min-w-0 grow truncate font-medium">{nickname || username}</span>
            <Select
              className="w-44"
              aria-label={t('chat.memberRole', { name: username })}
              value={role}
              choices={roles}
              disabled={change.isPending}
              onChange={({ target }) => change.mutate(() => setMemberRole(id, user_id, target.value as ChannelRole))}
            />
            <IconButton
              size="sm"
              label={t('chat.removeMember', { name: username })}
              icon={<Cross2Icon />}
              onClick={() => change.mutate(() => removeMember(id, user_id))}
            />
          </li>
        ))}
      </ul>
      {visibility === 'private' && (
        <div className="mt-3 grid gap-2">
          <UserPicker
            label={t('chat.addMembers')}
            chosen={chosen}
            onChange={setChosen}
            without={members.data?.map(({ user_id }) => user_id) ?? []}
            max={MAX_ADDED}
          />
          <Button className="justify-self-start" disabled={chosen.length === 0} busy={change.isPending} onClick={add}>
            {t('chat.addMember')}
          </Button>
        </div>
      )}
    </section>
  );
};
