export const SettingsPage = () => <h1 tabIndex={-1}>SettingsPage</h1>;
