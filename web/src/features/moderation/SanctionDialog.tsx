import { useQueryClient } from '@tanstack/react-query';
import type { FoundUser, SanctionKind } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Field } from '../../shared/ui/Field.js';
import { FormDialog } from '../../shared/ui/FormDialog.js';
import { Input } from '../../shared/ui/Input.js';
import { RadioGroup } from '../../shared/ui/RadioGroup.js';
import { Select } from '../../shared/ui/Select.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { useMe } from '../auth/session.js';
import { UserPicker } from '../chat/dm/UserPicker.js';
import { durationText } from './duration-text.js';
import { imposeSanction } from './moderation-queries.js';

interface SanctionDialogProps {
  /** Whom; without one the moderator chooses. */
  user?: { id: number; name: string };
  kind?: SanctionKind;
  /** The channel the moderator looks at, which the sanction may be limited to. */
  channel?: { id: number; name: string };
  onClose: () => void;
}

/** What the server keeps of a reason. */
const MAX_REASON_CHARS = 300;
const TIMEOUT_MINUTES = [5, 10, 60, 24 * 60, 7 * 24 * 60];
const LENGTHS_MINUTES = [60, 24 * 60, 7 * 24 * 60, 28 * 24 * 60];

/** Times out, mutes or bans somebody. Render it only while it is open. */
export const SanctionDialog = ({ user, kind = 'timeout', channel, onClose }: SanctionDialogProps) => {
  const t = useT();
  const me = useMe();
  const queries = useQueryClient();
  const form = useForm({
    initial: {
      kind: kind as SanctionKind,
      people: (user
        ? [{ id: user.id, username: user.name, nickname: null, avatar: null }]
        : []) as readonly FoundUser[],
      minutes: kind === 'timeout' ? '10' : '',
      place: '',
      reason: '',
    },
    extraFields: ['user_id', 'room_id'],
    save: async ({ people: [chosen], ...values }) => {
      if (!chosen) return;
      await imposeSanction({
        kind: values.kind,
        userId: chosen.id,
        roomId: values.place ? Number(values.place) : undefined,
        minutes: values.minutes ? Number(values.minutes) : undefined,
        reason: values.reason.trim(),
      });
      await queries.invalidateQueries({ queryKey: ['moderation'] });
      toast.success(t('moderation.imposed', { name: chosen.nickname || chosen.username }));
      onClose();
    },
  });
  const { values } = form;
  const labels = {
    timeout: t('moderation.imposeTimeout'),
    mute: t('moderation.imposeMute'),
    ban: t('moderation.imposeBan'),
  };
  const lengths = values.kind === 'timeout' ? TIMEOUT_MINUTES : LENGTHS_MINUTES;
  const chooseKind = (next: SanctionKind) => {
    form.set('kind', next);
    form.set('minutes', next === 'timeout' ? '10' : '');
  };

  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={user ? `${labels[values.kind]}: ${user.name}` : t('moderation.impose')}
      submitLabel={labels[values.kind]}
      isDanger
      isDisabled={values.people.length === 0}
    >
      {!user && (
        <UserPicker
          autoFocus
          label={t('moderation.person')}
          chosen={values.people}
          onChange={(people) => form.set('people', people)}
          without={[me.id]}
          max={1}
        />
      )}
      <RadioGroup
        label={t('moderation.kindOf')}
        value={values.kind}
        onChange={chooseKind}
        choices={[
          { value: 'timeout', label: t('moderation.timeout'), hint: t('moderation.timeoutHint') },
          { value: 'mute', label: t('moderation.mute'), hint: t('moderation.muteHint') },
          { value: 'ban', label: t('moderation.ban'), hint: t('moderation.banHint') },
        ]}
      />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Field label={t('moderation.length')} error={form.errors['minutes']}>
          <Select
            value={values.minutes}
            choices={[
              ...(values.kind === 'timeout' ? [] : [{ value: '', label: t('moderation.untilLifted') }]),
              ...lengths.map((minutes) => ({ value: String(minutes), label: durationText(minutes, t) })),
            ]}
            onChange={(event) => form.set('minutes', event.target.value)}
          />
        </Field>
        {channel && (
          <Field label={t('moderation.where')} error={form.errors['room_id']}>
            <Select
              value={values.place}
              choices={[
                { value: '', label: t('moderation.everywhere') },
                { value: String(channel.id), label: `#${channel.name}` },
              ]}
              onChange={(event) => form.set('place', event.target.value)}
            />
          </Field>
        )}
      </div>
      <Field
        label={t('moderation.reason')}
        note={t('common.optional')}
        hint={t('moderation.reasonHint')}
        error={form.errors['reason']}
      >
        <Input
          maxLength={MAX_REASON_CHARS}
          value={values.reason}
          onChange={(event) => form.set('reason', event.target.value)}
        />
      </Field>
    </FormDialog>
  );
};
