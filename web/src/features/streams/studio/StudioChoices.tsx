import { useT } from '../../../shared/i18n/use-t.js';
import { Field, SwitchField } from '../../../shared/ui/Field.js';
import { SegmentedControl } from '../../../shared/ui/SegmentedControl.js';
import { Select } from '../../../shared/ui/Select.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { useDevices } from './use-devices.js';
import type { Studio } from './use-studio.js';

/** Which picture and which sound. */
export const StudioChoices = ({ studio: { choice, choose, media, state, isPreparing } }: { studio: Studio }) => {
  const t = useT();
  const { cameras, microphones } = useDevices(media);
  const isOnAir = state.name !== 'off';
  const named = (devices: readonly MediaDeviceInfo[]) => [
    { value: '', label: t('streams.standardDevice') },
    ...devices.map(({ deviceId, label }, index) => ({
      value: deviceId,
      label: label || t('streams.unnamedDevice', { number: index + 1 }),
    })),
  ];
  return (
    <div className="grid gap-5">
      <div className="grid gap-1.5">
        <p className="text-sm font-medium">{t('streams.source')}</p>
        <SegmentedControl
          label={t('streams.source')}
          value={choice.source}
          onChange={(source) => choose({ source })}
          choices={[
            { value: 'camera', label: t('streams.camera') },
            { value: 'screen', label: t('streams.screen') },
          ]}
        />
      </div>
      {choice.source === 'camera' && (
        <Field label={t('streams.camera')}>
          <Select
            value={choice.camera}
            disabled={isPreparing}
            choices={named(cameras)}
            onChange={(event) => choose({ camera: event.target.value })}
          />
        </Field>
      )}
      {/* A session carries sound from its beginning or not at all. */}
      <SwitchField label={t('streams.microphone')}>
        <Switch
          checked={choice.hasSound}
          disabled={isPreparing || isOnAir}
          onCheckedChange={(hasSound) => choose({ hasSound })}
        />
      </SwitchField>
      {choice.hasSound && (
        <Field label={t('streams.sound')}>
          <Select
            value={choice.microphone}
            disabled={isPreparing}
            choices={named(microphones)}
            onChange={(event) => choose({ microphone: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
};
