export const ServicesPage = () => <h1 tabIndex={-1}>ServicesPage</h1>;
