export const ApiKeysPage = () => <h1 tabIndex={-1}>ApiKeysPage</h1>;
