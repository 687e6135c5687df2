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
import { disablePush, enablePush, pushState, type PushState, type PushWish } from './push.js';

const STATE_KEY = ['push-state'];

const isOn = (state: PushState | undefined): state is PushWish => state === 'on' || state === 'always';

export const NotificationSettingsPage = () => {
  const t = useT();
  const me = useMe();
  const queries = useQueryClient();
  const { data: state } = useQuery({ queryKey: STATE_KEY, queryFn: () => pushState(me.id), staleTime: 0 });
  const change = useMutation({
    mutationFn: (wanted: PushWish | 'off') => (wanted === 'off' ? disablePush(me.id) : enablePush(me.id, wanted)),
    onSuccess: (next: PushState) => {
      queries.setQueryData(STATE_KEY, next);
      if (state === 'off' && isOn(next)) toast.success(t('notifications.pushEnabled'));
      if (next === 'off') toast.success(t('notifications.pushDisabled'));
    },
    onError: (error) => {
      toast.error(error instanceof ApiError ? errorText(error, t) : t('notifications.pushFailed'));
      return queries.invalidateQueries({ queryKey: STATE_KEY });
    },
  });
  const isChangeable = state === 'off' || isOn(state);
  const shown = isChangeable ? (change.isPending ? change.variables : state) : undefined;
  return (
    <div className="grid max-w-3xl gap-6">
      <Card title={t('notifications.push')} description={t('notifications.pushText')}>
        {state === undefined && <Skeleton className="h-10" />}
        {state === 'unsupported' && <Notice>{t('notifications.pushUnsupported')}</Notice>}
        {state === 'denied' && <Notice tone="warn">{t('notifications.pushDenied')}</Notice>}
        {shown && (
          <div className="grid gap-5">
            <SwitchField
              label={t('notifications.pushLabel')}
              hint={isOn(shown) ? t('notifications.pushOn') : t('notifications.pushOff')}
            >
              <Switch
                checked={isOn(shown)}
                disabled={change.isPending}
                onCheckedChange={(isWanted) => change.mutate(isWanted ? 'on' : 'off')}
              />
            </SwitchField>
            {isOn(shown) && (
              <SwitchField label={t('notifications.pushAlways')} hint={t('notifications.pushAlwaysHint')}>
                <Switch
                  checked={shown === 'always'}
                  disabled={change.isPending}
                  onCheckedChange={(isWanted) => change.mutate(isWanted ? 'always' : 'on')}
                />
              </SwitchField>
            )}
          </div>
        )}
      </Card>
    </div>
  );
};
