export const InviteCodePage = () => <h1 tabIndex={-1}>InviteCodePage</h1>;
