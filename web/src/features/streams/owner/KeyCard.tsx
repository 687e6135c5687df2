import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';

export const KeyCard = ({ stream, onReplace }: { stream: Stream; onReplace: () => void }) => {
  const t = useT();
  return (
    <Card
      title={t('streams.streamKey')}
      description={t('streams.keyText')}
      footer={<Button onClick={onReplace}>{t('streams.replaceKey')}</Button>}
    >
      <code className="text-sm break-all">{stream.stream_key}</code>
      <p className="mt-2 text-sm text-ink-3">{t('streams.keyNone')}</p>
    </Card>
  );
};
