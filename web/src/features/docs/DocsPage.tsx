export const DocsPage = () => <h1 tabIndex={-1}>DocsPage</h1>;
