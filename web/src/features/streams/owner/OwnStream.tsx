import { PlayIcon } from '@radix-ui/react-icons';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { Tabs } from '../../../shared/ui/Tabs.js';
import { BansTab } from '../bans/BansTab.js';
import { DeleteStream } from '../mine/DeleteStream.js';
import { EditStreamDialog } from '../mine/EditStreamDialog.js';
import { ReplaceKey } from '../mine/ReplaceKey.js';
import { StreamMenu } from '../mine/StreamMenu.js';
import { RelaysTab } from '../relays/RelaysTab.js';
import { SetupTab } from '../setup/SetupTab.js';
import { SharesTab } from '../shares/SharesTab.js';
import { LIVE } from '../stream-states.js';
import { StreamState } from '../StreamState.js';
import type { StreamTab } from '../stream-tabs.js';
import { LeaveQuestion } from '../studio/LeaveQuestion.js';
import { StudioTab } from '../studio/StudioTab.js';
import { useStudio } from '../studio/use-studio.js';
import { WatchLink } from '../WatchLink.js';
import { OverviewTab } from './OverviewTab.js';

const route = getRouteApi('/shell/streams/mine/$stream');

/** A stream as its owner runs it. What this browser sends goes on while another tab shows. */
export const OwnStream = ({ stream }: { stream: Stream }) => {
  const t = useT();
  const navigate = useNavigate();
  const { tab = 'overview' } = route.useSearch();
  const studio = useStudio(stream);
  const [isEditing, setEditing] = useState(false);
  const [isRekeying, setRekeying] = useState(false);
  const [isDoomed, setDoomed] = useState(false);
  const tabs = useRef<HTMLDivElement>(null);
  const params = { stream: String(stream.id) };
  const show = (next: StreamTab) =>
    void navigate({ to: '/streams/mine/$stream', params, search: next === 'overview' ? {} : { tab: next } });

  // On a phone the row is wider than the screen.
  useEffect(() => {
    const active = tabs.current?.querySelector('[role="tab"][data-state="active"]');
    active?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [tab]);

  return (
    <>
      <PageHeader
        title={stream.title}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StreamState state={stream.is_live} />
            {stream.is_live === LIVE && t('streams.viewers', { count: stream.viewer_count })}
            <span>{stream.is_public ? t('streams.publicShort') : t('streams.privateShort')}</span>
          </span>
        }
        actions={
          <>
            <Button asChild>
              <WatchLink playbackKey={stream.playback_key}>
                <PlayIcon aria-hidden />
                {t('streams.watch')}
              </WatchLink>
            </Button>
            <StreamMenu
              stream={stream}
              onEdit={() => setEditing(true)}
              onReplaceKey={() => setRekeying(true)}
              onDelete={() => setDoomed(true)}
            />
          </>
        }
      />
      <div ref={tabs}>
        <Tabs
          label={t('streams.sections')}
          value={tab}
          onChange={show}
          tabs={[
            {
              value: 'overview',
              label: t('streams.tabHealth'),
              content: <OverviewTab stream={stream} onShow={show} onReplaceKey={() => setRekeying(true)} />,
            },
            {
              value: 'setup',
              label: t('streams.tabSetup'),
              content: <SetupTab stream={stream} onReplaceKey={() => setRekeying(true)} />,
            },
            {
              value: 'browser',
              label: t('streams.tabBrowser'),
              content: <StudioTab stream={stream} studio={studio} />,
            },
            { value: 'relays', label: t('streams.tabRelays'), content: <RelaysTab stream={stream} /> },
            { value: 'chat', label: t('streams.tabChat'), content: <BansTab stream={stream} /> },
            { value: 'sharing', label: t('streams.tabSharing'), content: <SharesTab stream={stream} /> },
          ]}
        />
      </div>
      {isEditing && <EditStreamDialog stream={stream} onClose={() => setEditing(false)} />}
      <ReplaceKey stream={isRekeying ? stream : undefined} onClose={() => setRekeying(false)} />
      <DeleteStream
        stream={isDoomed ? stream : undefined}
        onClose={() => setDoomed(false)}
        onDeleted={async () => {
          studio.stop();
          await navigate({ to: '/streams/mine', ignoreBlocker: true });
        }}
      />
      <LeaveQuestion studio={studio} />
    </>
  );
};
