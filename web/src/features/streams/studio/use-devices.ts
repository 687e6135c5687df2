import { useEffect, useState } from 'react';

export interface Devices {
  cameras: readonly MediaDeviceInfo[];
  microphones: readonly MediaDeviceInfo[];
}

const NONE: Devices = { cameras: [], microphones: [] };

/** Of a kind, as the browser names them; before permission was given they have neither names nor ids. */
const listed = (devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): MediaDeviceInfo[] =>
  devices.filter((device) => device.kind === kind && device.deviceId !== '');

/** The cameras and microphones there are; `permission` is anything that changes once one was allowed. */
export const useDevices = (permission: unknown): Devices => {
  const [devices, setDevices] = useState(NONE);
  useEffect(() => {
    // Missing where the page did not come over HTTPS.
    const source = navigator.mediaDevices as MediaDevices | undefined;
    if (!source) return;
    let isOver = false;
    const list = async () => {
      const found = await source.enumerateDevices().catch(() => []);
      if (!isOver) setDevices({ cameras: listed(found, 'videoinput'), microphones: listed(found, 'audioinput') });
    };
    void list();
    source.addEventListener('devicechange', list);
    return () => {
      isOver = true;
      source.removeEventListener('devicechange', list);
    };
  }, [permission]);
  return devices;
};
