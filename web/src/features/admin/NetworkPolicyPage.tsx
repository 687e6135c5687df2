export const NetworkPolicyPage = () => <h1 tabIndex={-1}>NetworkPolicyPage</h1>;
