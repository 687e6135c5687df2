import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PolicyModule } from '../../policy/index.js';
import { ChatUploadsModule } from '../uploads/index.js';
import { FetchLinkPreviewProcessor } from './fetch-link-preview.processor.js';
import { LinkPreviewRows } from './link-preview-rows.js';
import { LinkPreview } from './link-preview.entity.js';
import { LinkPreviewsController } from './link-previews.controller.js';
import { LinkPreviewsService } from './link-previews.service.js';

/** Cards of the pages that messages link to. */
@Module({
  imports: [TypeOrmModule.forFeature([LinkPreview]), PolicyModule],
  controllers: [LinkPreviewsController],
  providers: [LinkPreviewRows, LinkPreviewsService],
})
export class LinkPreviewsModule {}

/** What fetches them: where the worker role runs. */
@Module({
  imports: [TypeOrmModule.forFeature([LinkPreview]), ChatUploadsModule],
  providers: [LinkPreviewRows, FetchLinkPreviewProcessor],
})
export class LinkPreviewsWorkerModule {}
