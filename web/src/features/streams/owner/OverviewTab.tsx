import type { Stream } from '../../../shared/api/types.js';
import type { StreamTab } from '../stream-tabs.js';
import { HealthCard } from './HealthCard.js';
import { KeyCard } from './KeyCard.js';
import { ThumbnailCard } from './ThumbnailCard.js';

interface OverviewTabProps {
  stream: Stream;
  onShow: (tab: StreamTab) => void;
  onReplaceKey: () => void;
}

export const OverviewTab = ({ stream, onShow, onReplaceKey }: OverviewTabProps) => (
  <div className="grid items-start gap-5 lg:grid-cols-[2fr_1fr]">
    <HealthCard stream={stream} onShow={onShow} />
    <div className="grid gap-5">
      <ThumbnailCard stream={stream} />
      <KeyCard stream={stream} onReplace={onReplaceKey} />
    </div>
  </div>
);
