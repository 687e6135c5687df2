import { CrossCircledIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { blockedUsersQuery, useBlockChange } from './blocking-queries.js';

/** Blocks a person or lifts the block, whichever there is to do. */
export const BlockButton = ({ userId, name }: { userId: number; name: string }) => {
  const t = useT();
  const blocked = useQuery(blockedUsersQuery).data;
  const change = useBlockChange();
  const isBlocked = blocked?.some(({ id }) => id === userId) ?? false;
  return (
    <div className="grid justify-items-start gap-1.5">
      <Button
        className={isBlocked ? undefined : 'text-bad'}
        disabled={!blocked}
        busy={change.isPending}
        onClick={() => change.mutate({ id: userId, name, isBlocked: !isBlocked })}
      >
        <CrossCircledIcon aria-hidden />
        {isBlocked ? t('blocking.unblockNamed', { name }) : t('blocking.blockNamed', { name })}
      </Button>
      <p className="text-sm text-ink-3">{isBlocked ? t('blocking.isBlocked') : t('blocking.blockText')}</p>
    </div>
  );
};
