export const UsersPage = () => <h1 tabIndex={-1}>UsersPage</h1>;
