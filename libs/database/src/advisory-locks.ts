/** First keys of the advisory locks of the portal: one list, so that no two mean the same. Keys with a second half count apart. */
export const ADVISORY_LOCKS = {
  /** Two processes that start at once migrate one after the other. */
  migrations: 7_302_541,
  /** Whoever makes the first account does so alone. */
  setup: 7_302_542,
  /** One process at a time changes the list of data keys. */
  keyStore: 7_302_543,
  /** One rotation of the data keys at a time, for as long as it takes. */
  keyRotation: 7_302_544,
  /** With the user's id: counting and adding connections is one step. */
  addConnection: 7_302_545,
  /** Names and number of channels are checked and changed in one step. */
  addChannel: 7_302_546,
  /** With the owner's id: counting and adding streams is one step. */
  addStream: 7_302_547,
  /** With the stream's id: counting and adding what hangs on it is one step. */
  addToStream: 7_302_548,
  /** With a hash of a public name: two leases never get the same. */
  leaseName: 7_302_549,
  /** With a hash of the transport: its ports are given away one by one. */
  leasePorts: 7_302_550,
  /** With a hash of the address: counting and adding challenges is one step. */
  leaseChallenges: 7_302_551,
  /** One order of a certificate at a time, for as long as it takes. */
  certificateOrder: 7_302_552,
} as const;
