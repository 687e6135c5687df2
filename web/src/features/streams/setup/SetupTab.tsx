import { useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Card } from '../../../shared/ui/Card.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { SegmentedControl } from '../../../shared/ui/SegmentedControl.js';
import { EncoderTable } from './EncoderTable.js';
import { PlainRtmp } from './PlainRtmp.js';
import { RtspsExample } from './RtspsExample.js';
import { Steps } from './Steps.js';
import { RtmpsFields, WhipFields, type RoadProps } from './road-fields.js';

const ROADS = ['rtmps', 'whip', 'rtsps', 'rtmp'] as const;

/** How to publish with a program: where to, with which settings, and whether it arrives. */
export const SetupTab = ({ stream, onReplaceKey }: RoadProps) => {
  const t = useT();
  const [road, setRoad] = useState<(typeof ROADS)[number]>('rtmps');
  const labels = {
    rtmps: t('streams.roadRtmps'),
    whip: t('streams.roadWhip'),
    rtsps: t('streams.roadRtsps'),
    rtmp: t('streams.roadRtmp'),
  };
  const words = {
    rtmps: t('streams.setupText'),
    whip: t('streams.roadWhipText'),
    rtsps: t('streams.roadRtspsText'),
    rtmp: t('streams.plainText'),
  };
  const isOff = !stream.publish_urls?.[road];
  const props = { stream, onReplaceKey };
  return (
    <div className="grid gap-5">
      <Card title={t('streams.setupTitle')} description={words[road]}>
        <div className="grid grid-cols-1 gap-6">
          <SegmentedControl
            label={t('streams.road')}
            className="justify-self-start"
            value={road}
            onChange={setRoad}
            choices={ROADS.map((value) => ({ value, label: labels[value] }))}
          />
          {isOff && <Notice tone="warn">{t('streams.roadOff')}</Notice>}
          {!isOff && road === 'rtsps' && <RtspsExample {...props} />}
          {!isOff && road !== 'rtsps' && (
            <Steps stream={stream}>
              {road === 'rtmps' && <RtmpsFields {...props} />}
              {road === 'whip' && <WhipFields {...props} />}
              {road === 'rtmp' && <PlainRtmp stream={stream} />}
            </Steps>
          )}
        </div>
      </Card>
      <EncoderTable />
    </div>
  );
};
