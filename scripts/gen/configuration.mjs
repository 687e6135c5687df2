/**
 * @typedef {object} Key what libs/config says of one environment variable
 * @property {string} name
 * @property {string} type
 * @property {string} [default]
 * @property {string} description
 * @property {string} [unit]
 * @property {boolean} [secret]
 */

/** docs/configuration.md @param {Key[]} keys */
export function renderReference(keys) {
  const rows = keys.map((key) => {
    const value = !key.default ? '' : `\`${key.default}\``;
    const unit = key.unit ? ` (${key.unit})` : '';
    const secret = key.secret ? ' Secret.' : '';
    return `| \`${key.name}\` | ${cell(key.type)}${unit} | ${value} | ${cell(key.description)}${secret} |`;
  });
  return `# Configuration

Environment variables, every one optional. They may also stand in a file \`.env\` beside \`package.json\`; the real environment wins.
The portal refuses to start with a list of all faults. Made by \`npm run gen\` from \`libs/config\`.

| name | type | default | meaning |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

/** .env.example: everything commented out at its default. @param {Key[]} keys */
export function renderEnvExample(keys) {
  const entries = keys.map((key) => `# ${key.description.replaceAll('\n', ' ')}\n# ${key.name}=${key.default ?? ''}\n`);
  return `# Copy to .env and uncomment what should differ. Reference: docs/configuration.md\n\n${entries.join('\n')}`;
}

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
