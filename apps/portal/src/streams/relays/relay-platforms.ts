/** Where streams are often sent to, with the address each takes them at. */
export const RELAY_PLATFORMS = [
  { id: 'twitch', name: 'Twitch', default_url: 'rtmp://live.twitch.tv/app' },
  { id: 'youtube', name: 'YouTube', default_url: 'rtmp://a.rtmp.youtube.com/live2' },
  { id: 'kick', name: 'Kick', default_url: 'rtmps://fa723fc1b171.global-contribute.live-video.net/app' },
  { id: 'portal', name: 'Portal', default_url: '' },
  { id: 'custom', name: 'Custom', default_url: '' },
] as const;

export type RelayPlatformId = (typeof RELAY_PLATFORMS)[number]['id'];

export const RELAY_PLATFORM_IDS: readonly RelayPlatformId[] = RELAY_PLATFORMS.map(({ id }) => id);
