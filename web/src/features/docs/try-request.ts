import type { Operation } from './api-document.js';

export interface TryInput {
  /** By parameter name, as typed. */
  parameters: Record<string, string>;
  /** JSON, as typed. */
  body: string;
}

export interface TryAnswer {
  status: number;
  statusText: string;
  durationMs: number;
  /** Rate-limit headers and the type of the content. */
  headers: [name: string, value: string][];
  text: string;
}

/** The address with the parameters filled in; an empty query parameter is left out. */
export const requestPath = (operation: Operation, values: Record<string, string>): string => {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const query = new URLSearchParams();
  for (const { name, in: place } of operation.parameters) {
    const value = values[name];
    if (place === 'query' && value) query.set(name, value);
  }
  const search = query.toString();
  return search ? `${path}?${search}` : path;
};

/** The same call for a terminal. */
export const curlOf = (operation: Operation, values: Record<string, string>, body: string, origin: string): string => {
  const parts = [
    `curl ${operation.method === 'GET' ? '' : `-X ${operation.method} `}'${origin}${requestPath(operation, values)}'`,
  ];
  if (!operation.isPublic) parts.push(`-H 'Authorization: Bearer YOUR_API_KEY'`);
  if (operation.body)
    parts.push(`-H 'Content-Type: application/json'`, `-d '${body.replaceAll("'", String.raw`'\''`)}'`);
  return parts.join(' \\\n  ');
};

const SHOWN_HEADERS = [
  'content-type',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'retry-after',
];

/** Sends what was typed with the session of the web app; whatever comes back is the answer, refusals too. */
export const sendTry = async (operation: Operation, input: TryInput): Promise<TryAnswer> => {
  const started = performance.now();
  const response = await fetch(requestPath(operation, input.parameters), {
    method: operation.method,
    credentials: 'same-origin',
    ...(operation.body && { headers: { 'content-type': 'application/json' }, body: input.body }),
  });
  const text = await response.text();
  return {
    status: response.status,
    statusText: response.statusText,
    durationMs: Math.round(performance.now() - started),
    headers: SHOWN_HEADERS.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as [string, string]];
    }),
    text: prettyJson(text),
  };
};

const prettyJson = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};
