export { DEFAULT_SETTINGS, type Settings } from './settings.js';
export { SettingsModule } from './settings.module.js';
export { SettingsService } from './settings.service.js';
