import { useQueryClient } from '@tanstack/react-query';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Card } from '../../shared/ui/Card.js';
import { meQuery, useMe } from '../auth/session.js';
import { AnonymousCard } from './AnonymousCard.js';
import { AvatarCard } from './AvatarCard.js';
import { NicknameCard } from './NicknameCard.js';
import { StatusCard } from './StatusCard.js';

export const ProfilePage = () => {
  const t = useT();
  const me = useMe();
  const format = useFormat();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries(meQuery);
  const roles = {
    user: t('settings.roleUser'),
    moderator: t('settings.roleModerator'),
    admin: t('settings.roleAdmin'),
  };
  return (
    <div className="grid max-w-3xl gap-6">
      <NicknameCard me={me} onSaved={refresh} />
      <AvatarCard me={me} onSaved={refresh} />
      <StatusCard me={me} onSaved={refresh} />
      <AnonymousCard me={me} onSaved={refresh} />
      <Card title={t('settings.account')}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-8 gap-y-2">
          <dt className="text-ink-2">{t('settings.username')}</dt>
          <dd>{me.username}</dd>
          <dt className="text-ink-2">{t('settings.role')}</dt>
          <dd>{roles[me.role]}</dd>
          <dt className="text-ink-2">{t('settings.memberSince')}</dt>
          <dd>{format.date(me.created_at)}</dd>
        </dl>
      </Card>
    </div>
  );
};
