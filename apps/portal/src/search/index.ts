export { SearchIndex } from './search-index.js';
export { SearchIndexModule } from './search-index.module.js';
export { SearchModule } from './search.module.js';
