import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Card } from '../../../shared/ui/Card.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { LIVE } from '../stream-states.js';
import { Preview } from './Preview.js';
import { StudioButtons } from './StudioButtons.js';
import { StudioChoices } from './StudioChoices.js';
import { StudioStatus } from './StudioStatus.js';
import type { Studio } from './use-studio.js';

interface StudioTabProps {
  stream: Stream;
  studio: Studio;
}

/** Live from this browser, with a camera or a screen. */
export const StudioTab = ({ stream, studio }: StudioTabProps) => {
  const t = useT();
  const isOff = studio.state.name === 'off';
  return (
    <Card title={t('streams.studioTitle')} description={t('streams.studioText')}>
      <div className="grid items-start gap-5 lg:grid-cols-[2fr_1fr]">
        <div className="grid gap-3">
          <Preview studio={studio} />
          <StudioStatus studio={studio} />
          {isOff && stream.is_live === LIVE && <Notice>{t('streams.otherPublisher')}</Notice>}
          <StudioButtons studio={studio} />
        </div>
        <StudioChoices studio={studio} />
      </div>
    </Card>
  );
};
