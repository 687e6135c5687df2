import type { Catalogue } from '../catalogue.js';
import { auth } from './auth.js';
import { common } from './common.js';
import { connections } from './connections.js';
import { dashboard } from './dashboard.js';
import { errors } from './errors.js';
import { keys } from './keys.js';
import { palette } from './palette.js';
import { settings } from './settings.js';
import { shell } from './shell.js';
import { wait } from './wait.js';

export const de: Catalogue = { auth, common, connections, dashboard, errors, keys, palette, settings, shell, wait };
