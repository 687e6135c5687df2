import { EyeNoneIcon, EyeOpenIcon, SpeakerLoudIcon, SpeakerOffIcon, StopIcon } from '@radix-ui/react-icons';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { toast } from '../../../shared/ui/toast.js';
import type { Studio } from './use-studio.js';

export const StudioButtons = ({ studio }: { studio: Studio }) => {
  const t = useT();
  const { media, state, isPreparing, isMuted, isHidden } = studio;
  if (!media)
    return (
      <div>
        <Button variant="primary" busy={isPreparing} onClick={() => void studio.prepare()}>
          {t('streams.prepare')}
        </Button>
      </div>
    );
  const end = () => {
    studio.stop();
    toast.success(t('streams.stopped'));
  };
  return (
    <div className="flex flex-wrap gap-2">
      {state.name === 'off' ? (
        <>
          <Button variant="primary" onClick={studio.goLive}>
            {t('streams.goLive')}
          </Button>
          <Button onClick={studio.stop}>
            {studio.choice.source === 'screen' ? t('streams.closeScreen') : t('streams.closePreview')}
          </Button>
        </>
      ) : (
        <Button variant="danger" onClick={end}>
          <StopIcon aria-hidden />
          {t('streams.stopLive')}
        </Button>
      )}
      {media.getAudioTracks().length > 0 && (
        <Button onClick={() => studio.setMuted(!isMuted)}>
          {isMuted ? <SpeakerOffIcon aria-hidden /> : <SpeakerLoudIcon aria-hidden />}
          {isMuted ? t('streams.unmute') : t('streams.mute')}
        </Button>
      )}
      <Button onClick={() => studio.setHidden(!isHidden)}>
        {isHidden ? <EyeNoneIcon aria-hidden /> : <EyeOpenIcon aria-hidden />}
        {isHidden ? t('streams.showPicture') : t('streams.hidePicture')}
      </Button>
    </div>
  );
};
