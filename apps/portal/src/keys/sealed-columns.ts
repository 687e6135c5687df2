/** A `bytea` column of sealed values. Each value is bound to its table, its column and its row's primary key. */
export interface SealedColumn {
  table: string;
  column: string;
  primaryKey: string;
  /** Of the keyring; all values of a purpose are in listed columns, or a rotation would forget the key of the others. */
  purpose: string;
}

/** Every column a rotation seals again, named as in the database. A room's texts are sealed with the room's own key, which is among these. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'audit_entries', column: 'details', primaryKey: 'id', purpose: 'audit' },
  { table: 'chat_uploads', column: 'content', primaryKey: 'name', purpose: 'chat-uploads' },
  { table: 'connections', column: 'secrets', primaryKey: 'id', purpose: 'connections' },
  { table: 'link_previews', column: 'content', primaryKey: 'url_hash', purpose: 'link-previews' },
  { table: 'link_previews', column: 'thumbnail', primaryKey: 'url_hash', purpose: 'link-previews' },
  { table: 'notifications', column: 'content', primaryKey: 'id', purpose: 'notifications' },
  { table: 'push_subscriptions', column: 'subscription', primaryKey: 'id', purpose: 'push-subscriptions' },
  { table: 'relay_certificates', column: 'private_key', primaryKey: 'name', purpose: 'relay-certificates' },
  { table: 'rooms', column: 'data_key', primaryKey: 'id', purpose: 'rooms' },
  { table: 'services', column: 'secrets', primaryKey: 'id', purpose: 'services' },
  { table: 'ssh_keys', column: 'private_key', primaryKey: 'id', purpose: 'ssh-keys' },
  { table: 'stream_relays', column: 'stream_key', primaryKey: 'id', purpose: 'stream-relays' },
  { table: 'streams', column: 'publish_key', primaryKey: 'id', purpose: 'streams' },
  { table: 'users', column: 'totp_secret', primaryKey: 'id', purpose: 'totp' },
  { table: 'vod_storages', column: 'secrets', primaryKey: 'user_id', purpose: 'vod-storages' },
];
