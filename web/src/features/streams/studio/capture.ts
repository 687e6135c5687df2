export type PictureSource = 'camera' | 'screen';

export interface CaptureChoice {
  source: PictureSource;
  /** Device ids; empty for the browser's choice. */
  camera: string;
  microphone: string;
  hasSound: boolean;
}

/** Why there is no picture, by the name of the browser's error (Media Capture and Streams §10.2). */
export type CaptureFault = 'denied' | 'missing' | 'busy' | 'unsupported';

const FAULTS: Record<string, CaptureFault> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

export const captureFaultOf = (error: unknown): CaptureFault =>
  (error instanceof DOMException && FAULTS[error.name]) || 'unsupported';

const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };

/**
 * Picture and sound of what was chosen. A screen's own sound is sent where no microphone is.
 * @throws DOMException what `captureFaultOf` explains
 */
export const capture = async (choice: CaptureChoice): Promise<MediaStream> => {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new DOMException('Needs HTTPS or localhost.', 'NotSupportedError');
  const audio = choice.hasSound && deviceOf(choice.microphone);
  if (choice.source === 'camera')
    return hint(await devices.getUserMedia({ video: { ...PICTURE, ...deviceOf(choice.camera) }, audio }), 'motion');
  const screen = await devices.getDisplayMedia({ video: { frameRate: { max: 30 } }, audio: !choice.hasSound });
  if (!choice.hasSound) return hint(screen, 'detail');
  try {
    const sound = await devices.getUserMedia({ audio });
    return hint(new MediaStream([...screen.getVideoTracks(), ...sound.getAudioTracks()]), 'detail');
  } catch (error) {
    release(screen);
    throw error;
  }
};

/** Turns the devices off. */
export const release = (media: MediaStream | undefined): void => {
  for (const track of media?.getTracks() ?? []) track.stop();
};

const deviceOf = (deviceId: string): MediaTrackConstraints => (deviceId ? { deviceId: { exact: deviceId } } : {});

/** What the encoder may give up first: sharpness of a face, or movement of text. */
const hint = (media: MediaStream, kind: 'motion' | 'detail'): MediaStream => {
  for (const track of media.getVideoTracks()) track.contentHint = kind;
  return media;
};
