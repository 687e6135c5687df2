export {
  KeptDays,
  NetworkSettings,
  PortalSettings,
  RetentionSettings,
  SessionSettings,
  StreamSettings,
  type SettingName,
} from './portal-settings.js';
export { SettingsModule } from './settings.module.js';
export { SettingsService } from './settings.service.js';
