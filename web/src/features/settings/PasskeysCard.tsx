export const PasskeysCard = () => null;
