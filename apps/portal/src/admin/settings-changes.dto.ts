import { ApiProperty, PartialType } from '@nestjs/swagger';
import {
  NetworkSettings,
  PortalSettings,
  RetentionSettings,
  SessionSettings,
  StreamSettings,
} from '../settings/index.js';

class NetworkChanges extends PartialType(NetworkSettings) {}
class SessionChanges extends PartialType(SessionSettings) {}
class RetentionChanges extends PartialType(RetentionSettings) {}
class StreamsChanges extends PartialType(StreamSettings) {}

/** For the document only: any part of the settings, at any depth. The settings check what they get. */
export class SettingsChanges extends PartialType(PortalSettings) {
  @ApiProperty({ type: NetworkChanges, required: false })
  declare network?: NetworkSettings;

  @ApiProperty({ type: SessionChanges, required: false })
  declare sessions?: SessionSettings;

  @ApiProperty({ type: RetentionChanges, required: false })
  declare retention?: RetentionSettings;

  @ApiProperty({ type: StreamsChanges, required: false })
  declare streams?: StreamSettings;
}
