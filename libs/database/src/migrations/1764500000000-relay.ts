import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tunnel relay: leases, what was decided of them, its certificates, its neighbours, and payments. */
export class Relay1764500000000 implements MigrationInterface {
  name = 'Relay1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE "${table}"`);
  }
}

const TABLES = [
  'relay_certificates',
  'relay_peers',
  'relay_nodes',
  'relay_admin_sessions',
  'relay_identity_policies',
  'relay_ip_bans',
  'relay_settings',
  'relay_challenges',
  'relay_leases',
  'relay_ports',
  'x402_settlements',
];

const STATEMENTS = [
  `CREATE TABLE "relay_certificates" (
      "name" varchar(24) NOT NULL,
      "source" varchar(8) NOT NULL,
      "hosts" jsonb NOT NULL,
      "chain" text NOT NULL,
      "private_key" bytea NOT NULL,
      "not_after" timestamptz,
      "updated_at" timestamptz NOT NULL,
      CONSTRAINT "PK_614653a3654e2358d570e008957" PRIMARY KEY ("name")
    )`,
  `CREATE TABLE "relay_peers" (
      "address" varchar(42) NOT NULL,
      "url" varchar(300) NOT NULL,
      "descriptor" jsonb NOT NULL,
      "is_pinned" boolean NOT NULL DEFAULT false,
      "issued_at" timestamptz NOT NULL,
      "expires_at" timestamptz NOT NULL,
      "seen_at" timestamptz NOT NULL,
      CONSTRAINT "PK_05e9078a1ab7e1aa6eb816d183b" PRIMARY KEY ("address")
    )`,
  `CREATE UNIQUE INDEX "relay_peers_url" ON "relay_peers" ("url")`,
  `CREATE INDEX "relay_peers_seen" ON "relay_peers" ("seen_at")`,
  `CREATE TABLE "relay_nodes" (
      "id" varchar(36) NOT NULL,
      "url" varchar(255) NOT NULL,
      "capabilities" jsonb NOT NULL,
      "seen_at" timestamptz NOT NULL,
      CONSTRAINT "PK_0dd2b8389ed3cee911cacce76ed" PRIMARY KEY ("id")
    )`,
  `CREATE TABLE "relay_admin_sessions" (
      "token_hash" char(64) NOT NULL,
      "expires_at" timestamptz NOT NULL,
      CONSTRAINT "PK_21b2798d0a33c8e4f5853f2c1ea" PRIMARY KEY ("token_hash")
    )`,
  `CREATE TABLE "relay_identity_policies" (
      "identity_key" varchar(110) NOT NULL,
      "is_banned" boolean NOT NULL DEFAULT false,
      "is_denied" boolean NOT NULL DEFAULT false,
      "is_approved" boolean NOT NULL DEFAULT false,
      "bps" bigint NOT NULL DEFAULT '0',
      CONSTRAINT "PK_6cc4754c43324ce6d4a4bf45687" PRIMARY KEY ("identity_key")
    )`,
  `CREATE TABLE "relay_ip_bans" (
      "ip" varchar(45) NOT NULL,
      "created_at" timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT "PK_e6e4828e79eed849e7a9330cf75" PRIMARY KEY ("ip")
    )`,
  `CREATE TABLE "relay_settings" (
      "id" smallint NOT NULL DEFAULT '1',
      "approval_mode" varchar(6) NOT NULL,
      "udp_enabled" boolean NOT NULL,
      "udp_max_leases" integer NOT NULL,
      "tcp_enabled" boolean NOT NULL,
      "tcp_max_leases" integer NOT NULL,
      "landing_page" boolean NOT NULL,
      CONSTRAINT "PK_cee6d2ea7bef6bfcaebcb8ce8ff" PRIMARY KEY ("id")
    )`,
  `CREATE TABLE "relay_challenges" (
      "id" varchar(20) NOT NULL,
      "request" jsonb NOT NULL,
      "siwe_message" text NOT NULL,
      "client_ip" varchar(45) NOT NULL,
      "expires_at" timestamptz NOT NULL,
      CONSTRAINT "PK_a78d2534f99af8b7ebbbd722da7" PRIMARY KEY ("id")
    )`,
  `CREATE INDEX "relay_challenges_ip" ON "relay_challenges" ("client_ip")`,
  `CREATE TABLE "relay_leases" (
      "identity_key" varchar(110) NOT NULL,
      "name" varchar(63) NOT NULL,
      "address" varchar(42) NOT NULL,
      "hostname" varchar(253) NOT NULL,
      "route_hostname" varchar(253),
      "hostname_hash" varchar(43),
      "ech_config_list" text,
      "metadata" jsonb NOT NULL,
      "tcp_port" integer,
      "udp_port" integer,
      "client_ip" varchar(45) NOT NULL,
      "reported_ip" varchar(45),
      "first_seen_at" timestamptz NOT NULL,
      "last_seen_at" timestamptz NOT NULL,
      "expires_at" timestamptz NOT NULL,
      CONSTRAINT "PK_bf71844fe6ead949ac31950bc38" PRIMARY KEY ("identity_key")
    )`,
  `CREATE UNIQUE INDEX "relay_leases_hostname" ON "relay_leases" ("hostname")`,
  `CREATE UNIQUE INDEX "relay_leases_route" ON "relay_leases" ("route_hostname")`,
  `CREATE UNIQUE INDEX "relay_leases_hash" ON "relay_leases" ("hostname_hash")`,
  `CREATE INDEX "relay_leases_expiry" ON "relay_leases" ("expires_at")`,
  `CREATE TABLE "relay_ports" (
      "kind" varchar(3) NOT NULL,
      "port" integer NOT NULL,
      "name" varchar(63) NOT NULL,
      "identity_key" varchar(110),
      "reserved_until" timestamptz,
      CONSTRAINT "PK_e7951b8a8d17804f50325103ef7" PRIMARY KEY ("kind", "port")
    )`,
  `CREATE TABLE "x402_settlements" (
      "digest" varchar(64) NOT NULL,
      "requirements_hash" char(64) NOT NULL,
      "payer" varchar(66) NOT NULL,
      "state" varchar(8) NOT NULL,
      "created_at" timestamptz NOT NULL,
      CONSTRAINT "PK_13f300c9cbe4f7c29a51408298b" PRIMARY KEY ("digest")
    )`,
];
