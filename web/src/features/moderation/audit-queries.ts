import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';

export interface AuditFilters {
  /** An action (`user.banned`) or all about a noun (`user`). */
  action?: string;
  actor?: string;
  target?: string;
  /** First and last day, as the calendar of the person has them (`2026-02-11`). */
  from?: string;
  to?: string;
}

export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['moderation', 'audit', filters],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/admin/audit-log', {
          params: { query: { ...toQuery(filters), ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

const toQuery = ({ from, to, ...names }: AuditFilters) => ({
  ...names,
  ...(from && { after: startOf(from, 0) }),
  ...(to && { before: startOf(to, 1) }),
});

/** The moment a day begins here, `plus` days later. */
const startOf = (day: string, plus: number): string => {
  const start = new Date(`${day}T00:00`);
  start.setDate(start.getDate() + plus);
  return start.toISOString();
};
