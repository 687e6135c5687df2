import { ERRORS, type ErrorCode, type FieldError } from '#libs/contracts';

/** What can fail before or after the portal answers. */
export type ClientFailure = 'network.offline' | 'network.unreachable' | 'answer.unreadable';

interface ApiErrorInit {
  /** HTTP status; 0 if no answer came. */
  status: number;
  code: ErrorCode | ClientFailure;
  message: string;
  details?: unknown;
  retryAfterSeconds?: number;
}

/** Every failed call of the portal's REST interface. `message` is the server's English sentence; people read `errorText`. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: ErrorCode | ClientFailure;
  readonly details: unknown;
  readonly retryAfterSeconds: number | undefined;

  constructor({ status, code, message, details, retryAfterSeconds }: ApiErrorInit) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Bad input fields of a 400, by path (`config.username`). */
  get fields(): FieldError[] {
    return Array.isArray(this.details) ? this.details.filter(isFieldError) : [];
  }

  /** Whether the same call may succeed later without any change. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 502 || (isErrorCode(this.code) && ERRORS[this.code].retry);
  }
}

/** Reads the error body of specification A; a proxy's HTML page or an unknown code becomes an error all the same. */
export const toApiError = async (response: Response): Promise<ApiError> => {
  const body: unknown = await response.json().catch(() => undefined);
  const { code, error, details } = isRecord(body) ? body : {};
  return new ApiError({
    status: response.status,
    code: isErrorCode(code) ? code : codeOfStatus(response.status),
    message: typeof error === 'string' ? error : response.statusText,
    details,
    retryAfterSeconds: retryAfter(response.headers.get('retry-after')),
  });
};

export const networkError = (cause: unknown): ApiError => {
  const code = navigator.onLine ? 'network.unreachable' : 'network.offline';
  return new ApiError({ status: 0, code, message: cause instanceof Error ? cause.message : code });
};

const codeOfStatus = (status: number): ErrorCode => {
  if (status === 401) return 'auth.required';
  if (status === 403) return 'access.denied';
  if (status === 404) return 'route.not_found';
  if (status === 413) return 'request.too_large';
  if (status === 429) return 'rate.exceeded';
  if (status === 502 || status === 503 || status === 504) return 'server.unavailable';
  return status >= 500 ? 'internal' : 'request.invalid';
};

/** RFC 9110 §10.2.3: seconds or a date. */
const retryAfter = (header: string | null): number | undefined => {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERRORS, code);
const isFieldError = (value: unknown): value is FieldError =>
  isRecord(value) && typeof value['field'] === 'string' && typeof value['message'] === 'string';
