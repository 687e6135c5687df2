import { Module } from '@nestjs/common';
import { RelayNodesModule } from '../relay-nodes/index.js';
import { IdentityPoliciesService } from './identity-policies.service.js';
import { PolicyController } from './policy.controller.js';
import { PolicySettingsService } from './policy-settings.service.js';
import { PolicySnapshotModule } from './policy-snapshot.module.js';
import { PolicyWriter } from './policy-writer.js';
import { RelayAdminGuard } from './relay-admin.guard.js';
import { RelayAdmins } from './relay-admins.js';
import { RelayAdminsController } from './relay-admins.controller.js';

/** Whom the relay serves, and who decides it. */
@Module({
  imports: [PolicySnapshotModule, RelayNodesModule],
  controllers: [RelayAdminsController, PolicyController],
  providers: [RelayAdmins, RelayAdminGuard, PolicyWriter, PolicySettingsService, IdentityPoliciesService],
  exports: [PolicySnapshotModule, RelayAdmins, RelayAdminGuard, PolicySettingsService, IdentityPoliciesService],
})
export class RelayPolicyModule {}
