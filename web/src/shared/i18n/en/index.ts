import { admin } from './admin.js';
import { auth } from './auth.js';
import { common } from './common.js';
import { config } from './config.js';
import { connections } from './connections.js';
import { dashboard } from './dashboard.js';
import { docs } from './docs.js';
import { errors } from './errors.js';
import { fields } from './fields.js';
import { keys } from './keys.js';
import { notifications } from './notifications.js';
import { palette } from './palette.js';
import { polls } from './polls.js';
import { sessions } from './sessions.js';
import { settings } from './settings.js';
import { shell } from './shell.js';
import { terminal } from './terminal.js';
import { wait } from './wait.js';

/** The reference catalogue: one file an area. Every other language has the same areas and keys. */
export const en = {
  admin,
  auth,
  common,
  config,
  connections,
  dashboard,
  docs,
  errors,
  fields,
  keys,
  notifications,
  palette,
  polls,
  sessions,
  settings,
  shell,
  terminal,
  wait,
};
