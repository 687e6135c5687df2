import { acts } from './acts.js';
import { admin } from './admin.js';
import { audit } from './audit.js';
import { auth } from './auth.js';
import { automod } from './automod.js';
import { blocking } from './blocking.js';
import { chat } from './chat.js';
import { common } from './common.js';
import { config } from './config.js';
import { connections } from './connections.js';
import { dashboard } from './dashboard.js';
import { dm } from './dm.js';
import { docs } from './docs.js';
import { errors } from './errors.js';
import { fields } from './fields.js';
import { keys } from './keys.js';
import { moderation } from './moderation.js';
import { notifications } from './notifications.js';
import { palette } from './palette.js';
import { polls } from './polls.js';
import { recordings } from './recordings.js';
import { relay } from './relay.js';
import { retention } from './retention.js';
import { sanctions } from './sanctions.js';
import { search } from './search.js';
import { sessions } from './sessions.js';
import { settings } from './settings.js';
import { shell } from './shell.js';
import { streams } from './streams.js';
import { terminal } from './terminal.js';
import { wait } from './wait.js';
import { watch } from './watch.js';

/** The reference catalogue: one file an area. Every other language has the same areas and keys. */
export const en = {
  acts,
  admin,
  audit,
  auth,
  automod,
  blocking,
  chat,
  common,
  config,
  connections,
  dashboard,
  dm,
  docs,
  errors,
  fields,
  keys,
  moderation,
  notifications,
  palette,
  polls,
  recordings,
  relay,
  retention,
  sanctions,
  search,
  sessions,
  settings,
  shell,
  streams,
  terminal,
  wait,
  watch,
};
