export const SecurityPage = () => <h1 tabIndex={-1}>SecurityPage</h1>;
