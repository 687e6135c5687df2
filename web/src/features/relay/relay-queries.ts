import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/api-error.js';
import { api } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import { byName } from './lease-facts.js';
import type { LeaseDecision, RelayPeer, RelayPolicy, RelayPolicyState } from './relay-types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { toast } from '../../shared/ui/toast.js';
import { relayAnswer } from './relay-answer.js';
import { TrafficMeter } from './traffic-meter.js';

/** What administrators see moves as fast; nobody asks for it while the page is hidden. */
const POLICY_REFRESH_MS = 2_000;
const DIRECTORY_REFRESH_MS = 10_000;
const PEERS_REFRESH_MS = 30_000;
const NAME_REFRESH_MS = 4_000;

const meter = new TrafficMeter();

/** All leases with the rate of their traffic, and the policy. */
export const policyStateQuery = queryOptions({
  queryKey: ['relay', 'policy'],
  queryFn: async ({ signal }): Promise<RelayPolicyState> => {
    const state = await relayAnswer(api.GET('/ui/policy/state', { signal }));
    const rates = meter.read(performance.now(), state.leases);
    const leases = state.leases.map((lease) => ({ ...lease, rate: rates.get(lease.identity_key) })).sort(byName);
    return { ...state, leases };
  },
  refetchInterval: POLICY_REFRESH_MS,
});

export const directoryQuery = queryOptions({
  queryKey: ['relay', 'directory'],
  queryFn: ({ signal }) => relayAnswer(api.GET('/ui/state', { signal })),
  refetchInterval: DIRECTORY_REFRESH_MS,
});

export const nameQuery = (hostname: string) =>
  queryOptions({
    queryKey: ['relay', 'name', hostname],
    queryFn: ({ signal }) => relayAnswer(api.GET('/ui/service/status', { params: { query: { hostname } }, signal })),
    refetchInterval: NAME_REFRESH_MS,
  });

/** The relays this one knows, itself first; null where discovery is off. */
export const peersQuery = queryOptions({
  queryKey: ['relay', 'peers'],
  queryFn: async ({ signal }): Promise<readonly RelayPeer[] | null> => {
    try {
      return (await relayAnswer(api.GET('/discovery', { signal }))).relays;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  },
  refetchInterval: ({ state }) => (state.data === null ? false : PEERS_REFRESH_MS),
});

export const decideLease = (decision: LeaseDecision) => relayAnswer(api.POST('/ui/policy/leases', { body: decision }));

/** What is decided shows at once; the next answer of the relay says what holds. */
export const useDecision = () => {
  const t = useT();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: decideLease,
    onMutate: async ({ identity_key, ...change }) => {
      await queries.cancelQueries(policyStateQuery);
      queries.setQueryData(policyStateQuery.queryKey, (state) => {
        const leases = state?.leases.map((lease) =>
          lease.identity_key === identity_key ? { ...lease, ...change, ...consequence(change) } : lease,
        );
        return state && leases && { ...state, leases };
      });
    },
    onError: (error) => toast.error(errorText(error, t)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['relay'] }),
  });
};

/** Approving lifts a denial, denying revokes approval. */
const consequence = ({ is_approved, is_denied }: Partial<LeaseDecision>) => ({
  ...(is_approved && { is_denied: false }),
  ...(is_denied && { is_approved: false }),
});

export const decideIp = (ip: string, is_banned: boolean) =>
  relayAnswer(api.POST('/ui/policy/ips', { body: { ip, is_banned } }));

/** For switches and numbers that take effect at once; what is left out stays. */
export const usePolicyChange = () => {
  const t = useT();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: PolicyChange) => relayAnswer(api.POST('/ui/policy', { body: change })),
    onSuccess: (policy) => keepPolicy(queries, policy),
    onError: (error) => toast.error(errorText(error, t)),
  });
};

export interface PolicyChange {
  approval_mode?: RelayPolicy['approval_mode'];
  udp?: Partial<RelayPolicy['udp']>;
  tcp_port?: Partial<RelayPolicy['tcp_port']>;
  landing_page_enabled?: boolean;
}

const keepPolicy = async (queries: QueryClient, policy: RelayPolicy): Promise<void> => {
  await queries.cancelQueries(policyStateQuery);
  queries.setQueryData(policyStateQuery.queryKey, (state) => state && { ...state, policy });
  await queries.invalidateQueries({ queryKey: ['relay'] });
};
