import { infiniteQueryOptions, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import type { Notification, NotificationList } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { toast } from '../../shared/ui/toast.js';

const KEY = ['notifications', 'list'];
const PAGE = 30;

/** Newest first. The first page says how many are unread in all. */
export const notificationsQuery = ({ unread }: { unread: boolean }) =>
  infiniteQueryOptions({
    queryKey: [...KEY, unread],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/notifications', {
          params: { query: { limit: PAGE, ...(unread && { unread }), ...(pageParam && { before: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: ({ notifications }) => (notifications.length === PAGE ? notifications.at(-1)?.id : undefined),
    staleTime: 60_000,
  });

type Pages = InfiniteData<NotificationList, number>;

/** All show at once what they do; the portal's answer follows. */
export const useNotificationActions = () => {
  const t = useT();
  const queries = useQueryClient();
  const change = (concerns: (id: number) => boolean, become: (one: Notification) => Notification[]): void => {
    queries.setQueriesData<Pages>({ queryKey: KEY }, (pages) => pages && changed(pages, concerns, become));
  };
  const settle = {
    onError: (error: unknown) => toast.error(errorText(error, t)),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  };
  const asRead = (one: Notification): Notification[] => [{ ...one, is_read: true }];
  const read = useMutation({
    mutationFn: (id: number) => body(api.POST('/api/notifications/{id}/read', { params: { path: { id } } })),
    onMutate: (id) => change((one) => one === id, asRead),
    ...settle,
  });
  const readAll = useMutation({
    mutationFn: () => body(api.POST('/api/notifications/read-all')),
    onMutate: () => change(() => true, asRead),
    ...settle,
  });
  const remove = useMutation({
    mutationFn: (id: number) => body(api.DELETE('/api/notifications/{id}', { params: { path: { id } } })),
    onMutate: (id) =>
      change(
        (one) => one === id,
        () => [],
      ),
    ...settle,
  });
  return { read, readAll, remove };
};

const changed = (
  { pages, pageParams }: Pages,
  concerns: (id: number) => boolean,
  become: (one: Notification) => Notification[],
): Pages => {
  const touched = pages.flatMap(({ notifications }) => notifications).filter(({ id }) => concerns(id));
  const fresh = touched.filter(({ is_read }) => !is_read).length;
  return {
    pageParams,
    pages: pages.map(({ notifications, unread_count }) => ({
      unread_count: Math.max(0, unread_count - fresh),
      notifications: notifications.flatMap((one) => (concerns(one.id) ? become(one) : [one])),
    })),
  };
};
