import { useMutation } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Card } from '../../shared/ui/Card.js';
import { SwitchField } from '../../shared/ui/Field.js';
import { Switch } from '../../shared/ui/Switch.js';
import { toast } from '../../shared/ui/toast.js';
import type { ProfileCardProps } from './NicknameCard.js';

export const AnonymousCard = ({ me, onSaved }: ProfileCardProps) => {
  const t = useT();
  const change = useMutation({
    mutationFn: (anonymous: boolean) => body(api.PUT('/api/me/anonymous', { body: { anonymous } })),
    onSuccess: onSaved,
    onError: (error) => toast.error(errorText(error, t)),
  });
  const shown = change.isPending ? change.variables : me.anonymous;
  return (
    <Card>
      <SwitchField label={t('settings.anonymous')} hint={t('settings.anonymousHint')}>
        <Switch checked={shown} onCheckedChange={(anonymous) => change.mutate(anonymous)} />
      </SwitchField>
    </Card>
  );
};
