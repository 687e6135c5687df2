import { Text } from '../../boundary/fields.js';
import { MAX_DESCRIPTION, MAX_IMAGE_URL, MAX_SITE_NAME, MAX_TITLE } from './page-metadata.js';

export const MAX_URL = 2_048;

export class LinkPreviewQuery {
  @Text({ min: 1, max: MAX_URL, description: 'An http or https address.' })
  url: string;
}

export class LinkPreviewReply {
  @Text({ max: MAX_URL }) url: string;
  @Text({ max: MAX_TITLE, nullable: true }) title: string | null;
  @Text({ max: MAX_DESCRIPTION, nullable: true }) description: string | null;
  @Text({ max: MAX_IMAGE_URL, nullable: true }) image: string | null;
  @Text({ max: MAX_SITE_NAME, nullable: true }) site_name: string | null;

  @Text({ max: 200, nullable: true, description: 'The image, small, from the portal: nobody shows up at the page.' })
  thumbnail: string | null;
}
