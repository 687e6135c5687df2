import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { freshKeys } from '../fresh-keys.js';
import { CopyLine } from './CopyLine.js';

export interface RoadProps {
  stream: Stream;
  onReplaceKey: () => void;
}

export const RtmpsFields = ({ stream, onReplaceKey }: RoadProps) => {
  const t = useT();
  const key = freshKeys.find(stream);
  return (
    <>
      <dl className="grid gap-3">
        <CopyLine label={t('streams.service')} text={t('streams.serviceCustom')} isWords />
        <CopyLine label={t('streams.server')} text={stream.publish_urls?.rtmps ?? ''} />
        <CopyLine
          label={t('streams.streamKey')}
          text={key ?? t('streams.streamKeyKept', { start: stream.stream_key ?? '' })}
          isWords={!key}
        />
      </dl>
      {!key && <LostKey onReplaceKey={onReplaceKey} />}
    </>
  );
};

export const WhipFields = ({ stream, onReplaceKey }: RoadProps) => {
  const t = useT();
  return (
    <>
      <dl className="grid gap-3">
        <CopyLine label={t('streams.service')} text="WHIP" isWords />
        <CopyLine
          label={t('streams.server')}
          text={withKey(stream.publish_urls?.whip, stream, t('streams.keyPlaceholder'))}
        />
        <CopyLine label={t('streams.bearer')} text={t('streams.bearerEmpty')} isWords />
      </dl>
      <KeyHint stream={stream} onReplaceKey={onReplaceKey} />
    </>
  );
};

/** An address as the portal tells it, with the key where its beginning stands, or words in its place. */
export const withKey = (address: string | null | undefined, stream: Stream, placeholder: string): string =>
  (address ?? '').replace(stream.stream_key ?? '', freshKeys.find(stream) ?? placeholder);

/** What to do about an address that lacks the key. */
export const KeyHint = ({ stream, onReplaceKey }: RoadProps) => {
  const t = useT();
  if (freshKeys.find(stream)) return null;
  return (
    <>
      <p className="text-sm text-ink-2">{t('streams.putKey', { placeholder: t('streams.keyPlaceholder') })}</p>
      <LostKey onReplaceKey={onReplaceKey} />
    </>
  );
};

const LostKey = ({ onReplaceKey }: Pick<RoadProps, 'onReplaceKey'>) => {
  const t = useT();
  return (
    <p className="text-sm text-ink-3">
      {t('streams.keyNone')}{' '}
      <Button variant="link" size="inline" onClick={onReplaceKey}>
        {t('streams.replaceKey')}
      </Button>
    </p>
  );
};
