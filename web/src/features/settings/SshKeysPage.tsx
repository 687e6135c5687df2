export const SshKeysPage = () => <h1 tabIndex={-1}>SshKeysPage</h1>;
