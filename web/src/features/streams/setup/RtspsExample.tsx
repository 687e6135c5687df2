import { useT } from '../../../shared/i18n/use-t.js';
import { LIVE } from '../stream-states.js';
import { CopyLine } from './CopyLine.js';
import { KeyHint, withKey, type RoadProps } from './road-fields.js';
import { Arrival } from './Steps.js';

/** Settings that suit browsers: H.264 without B-frames, a key frame a second at 30 pictures. */
const FFMPEG = 'ffmpeg -re -i video.mp4 -c:v libx264 -bf 0 -g 30 -c:a aac -f rtsp -rtsp_transport tcp';

export const RtspsExample = ({ stream, onReplaceKey }: RoadProps) => {
  const t = useT();
  const address = withKey(stream.publish_urls?.rtsps, stream, t('streams.keyPlaceholder'));
  return (
    <div className="grid gap-3">
      <dl className="grid gap-3">
        <CopyLine label={t('streams.address')} text={address} />
        <CopyLine label={t('streams.example')} text={`${FFMPEG} "${address}"`} />
      </dl>
      <KeyHint stream={stream} onReplaceKey={onReplaceKey} />
      <Arrival isLive={stream.is_live === LIVE} />
    </div>
  );
};
