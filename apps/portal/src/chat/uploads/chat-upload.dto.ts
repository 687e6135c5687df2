import { Integer, Text } from '../../boundary/fields.js';

export class ChatUploadReply {
  @Text({ max: 200, example: '/static/uploads/chat/Jx2…Qw.webp', description: 'For `image_url` of a message.' })
  url: string;

  @Integer({ min: 1, description: 'Pixels.' }) width: number;
  @Integer({ min: 1, description: 'Pixels.' }) height: number;
}
