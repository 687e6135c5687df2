import createClient, { type Middleware } from 'openapi-fetch';
import { ApiError, networkError, toApiError } from './api-error.js';
import type { paths } from './schema.js';

/** A path parameter is text in an address whatever it is in the document, so ids may be given as they are. */
type WithAnyId<Operation> = Operation extends { parameters: { path: infer Params } }
  ? Omit<Operation, 'parameters'> & {
      parameters: Omit<Operation['parameters'], 'path'> & { path: Record<keyof Params, string | number> };
    }
  : Operation;

type Paths = { [Path in keyof paths]: { [Method in keyof paths[Path]]: WithAnyId<paths[Path][Method]> } };

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Calls back when the portal no longer accepts the session. */
export const onSignedOut = (listener: Listener): Listener => {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
};

/** A wrong password or code is an answer to a form, not the end of a session. */
const SIGN_IN_PATHS = /^\/api\/(token$|setup$|register$|auth\/|me\/password$)/;

const failures: Middleware = {
  async onResponse({ request, response }) {
    if (response.ok) return undefined;
    if (response.status === 401 && !SIGN_IN_PATHS.test(new URL(request.url).pathname)) {
      for (const listener of signedOutListeners) listener();
    }
    throw await toApiError(response);
  },
  onError: ({ error }) => (isAbort(error) ? undefined : networkError(error)),
};

/** Same origin; the session is the httpOnly cookie. Every failure is thrown as `ApiError`. */
export const api = createClient<Paths>({ baseUrl: location.origin, credentials: 'same-origin' });
api.use(failures);

/** The body of a successful call; `undefined` where the portal answers 204. */
export const body = async <T>(call: Promise<{ data?: T }>): Promise<T> => {
  try {
    return (await call).data as T;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ApiError({ status: 200, code: 'answer.unreadable', message: error.message });
  }
};

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';
