import { useBlocker } from '@tanstack/react-router';
import { useT } from '../../../shared/i18n/use-t.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import type { Studio } from './use-studio.js';

/** Asks before the page of a stream is left that this browser is sending to. */
export const LeaveQuestion = ({ studio }: { studio: Studio }) => {
  const t = useT();
  const isOnAir = studio.state.name !== 'off';
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isOnAir && current.pathname !== next.pathname,
    enableBeforeUnload: isOnAir,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      open={status === 'blocked'}
      onOpenChange={(open) => !open && reset?.()}
      title={t('streams.leaveTitle')}
      description={t('streams.leaveText')}
      confirmLabel={t('streams.leave')}
      onConfirm={() => {
        studio.stop();
        proceed?.();
      }}
    />
  );
};
