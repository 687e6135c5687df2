import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/api-error.js';
import { errorText } from '../../shared/api/error-text.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Card } from '../../shared/ui/Card.js';
import { SwitchField } from '../../shared/ui/Field.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Skeleton } from '../../shared/ui/Skeleton.js';
import { Switch } from '../../shared/ui/Switch.js';
import { toast } from '../../shared/ui/toast.js';
import { useMe } from '../auth/session.js';
import { disablePush, enablePush, pushState, type PushState } from './push.js';

const STATE_KEY = ['push-state'];

export const NotificationSettingsPage = () => {
  const t = useT();
  const me = useMe();
  const queries = useQueryClient();
  const { data: state } = useQuery({ queryKey: STATE_KEY, queryFn: pushState, staleTime: 0 });
  const change = useMutation({
    mutationFn: (isWanted: boolean) => (isWanted ? enablePush(me.id) : disablePush(me.id)),
    onSuccess: (next: PushState) => {
      queries.setQueryData(STATE_KEY, next);
      if (next === 'on') toast.success(t('notifications.pushEnabled'));
      if (next === 'off') toast.success(t('notifications.pushDisabled'));
    },
    onError: (error) => {
      toast.error(error instanceof ApiError ? errorText(error, t) : t('notifications.pushFailed'));
      return queries.invalidateQueries({ queryKey: STATE_KEY });
    },
  });
  return (
    <div className="grid max-w-3xl gap-6">
      <Card title={t('notifications.push')} description={t('notifications.pushText')}>
        {state === undefined && <Skeleton className="h-10" />}
        {state === 'unsupported' && <Notice>{t('notifications.pushUnsupported')}</Notice>}
        {state === 'denied' && <Notice tone="warn">{t('notifications.pushDenied')}</Notice>}
        {(state === 'on' || state === 'off') && (
          <SwitchField
            label={t('notifications.pushLabel')}
            hint={state === 'on' ? t('notifications.pushOn') : t('notifications.pushOff')}
          >
            <Switch
              checked={change.isPending ? change.variables : state === 'on'}
              disabled={change.isPending}
              onCheckedChange={(isOn) => change.mutate(isOn)}
            />
          </SwitchField>
        )}
      </Card>
    </div>
  );
};
