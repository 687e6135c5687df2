import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';
import { codeText, errorText } from '../../../shared/api/error-text.js';
import type { Relay } from '../../../shared/api/types.js';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { EditMenu } from '../../../shared/ui/EditMenu.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { toast } from '../../../shared/ui/toast.js';
import { relayFace } from './relay-words.js';

interface RelayRowProps {
  streamId: number;
  relay: Relay;
  onEdit: () => void;
  onRemove: () => void;
}

export const RelayRow = ({ streamId, relay, onEdit, onRemove }: RelayRowProps) => {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const enable = useMutation({
    mutationFn: (enabled: boolean) =>
      body(
        api.PUT('/api/streams/{id}/relays/{relay_id}', {
          params: { path: { id: streamId, relay_id: relay.id } },
          body: { enabled },
        }),
      ),
    onError: (error) => toast.error(errorText(error, t)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['streams', 'relays', streamId] }),
  });
  const { label, tone } = relayFace(relay);
  const isEnabled = enable.isPending ? enable.variables : relay.enabled;
  return (
    <li className="flex items-center gap-4 px-5 py-3">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="truncate font-medium">{relay.name}</span>
          <Badge tone={tone} dot={tone !== 'neutral'}>
            {t(label)}
          </Badge>
        </p>
        <p className="truncate font-mono text-sm text-ink-3">{relay.rtmp_url}</p>
        {relay.last_error && relay.last_error_at && (
          <p className="text-sm text-warn">
            {t('streams.relayLastError', {
              time: format.ago(relay.last_error_at),
              problem: codeText(relay.last_error, t),
            })}
          </p>
        )}
      </div>
      <Switch
        aria-label={t('streams.relayEnabledNamed', { name: relay.name })}
        checked={isEnabled}
        disabled={enable.isPending}
        onCheckedChange={(is) => enable.mutate(is)}
      />
      <EditMenu name={relay.name} onEdit={onEdit} onDelete={onRemove} />
    </li>
  );
};
