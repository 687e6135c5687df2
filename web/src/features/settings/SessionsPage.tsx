export const SessionsPage = () => <h1 tabIndex={-1}>SessionsPage</h1>;
