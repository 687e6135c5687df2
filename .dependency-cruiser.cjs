/**
 * Which way dependencies point. Packages that have one home are listed here by folder;
 * names that have one home (fetch, connect, HttpException) are in .oxlintrc.json.
 */
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

const LEAF = '^libs/(contracts|relay-protocol|crypto|net-guard|media)/';
const TEST = '\\.test\\.tsx?$|\\.bench\\.[mt]s$|^(libs/testing|test|scripts)/';
// Who calls, with its profile, is known everywhere, and a foreign key names the table it points at; their features'
// faces would close cycles.
const WHO = '^apps/portal/src/(auth/principal|users/(user\\.entity|profile))\\.ts$';
const npm = (names) => `node_modules/(${names})/`;

/** Outside the folders in `home` nobody imports `names`; tests may, to play the other side. */
const livesIn = (name, home, names) =>
  rule(name, { path: '^(apps|libs|web)/', pathNot: `${home}|${TEST}` }, { path: npm(names) });

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    // Without this one an import that cannot be resolved passes all the others.
    rule('everything-resolves', {}, { couldNotResolve: true }),
    // The test kit starts the real application.
    rule('libs-never-import-apps', { path: '^libs/', pathNot: '^libs/testing/' }, { path: '^(apps|web)/' }),
    rule('web-sees-only-contracts', { path: '^web/' }, { path: '^(apps|libs/(?!contracts/))' }),
    rule('contracts-is-a-leaf', { path: '^libs/contracts/', pathNot: TEST }, { pathNot: '^libs/contracts/' }),
    rule(
      'leaf-libs-know-no-framework',
      { path: LEAF, pathNot: TEST },
      { path: npm('@nestjs|typeorm|bullmq|express|fastify|ws|socket\\.io') },
    ),
    rule(
      'services-know-no-transport',
      { path: '\\.(service|policy|plugin|events|jobs|entity)\\.ts$' },
      {
        path: `${npm('@nestjs/(websockets|platform-[^/]+)|fastify|express|ws|socket\\.io')}|\\.(controller|gateway|processor|guard|filter)\\.ts$`,
      },
    ),
    rule(
      'features-meet-through-their-faces',
      { path: '^apps/portal/src/([^/]+)/', pathNot: '^apps/portal/src/roles/|\\.(module|test)\\.ts$' },
      { path: '^apps/portal/src/', pathNot: `^apps/portal/src/($1|boundary)/|/index\\.ts$|\\.events\\.ts$|${WHO}` },
    ),
    // One small file for any machine: what it imports, everybody downloads.
    rule(
      'tunnel-stands-alone',
      { path: '^apps/tunnel/', pathNot: `${TEST}|\\.peer\\.ts$` },
      { path: '^(apps/portal|web|libs/(?!(relay-protocol|quic)/))|node_modules/(?!@types/)' },
    ),
    livesIn('ws-lives-in-realtime', '^libs/realtime/', 'ws'),
    livesIn('socket-io-lives-in-realtime', '^libs/realtime/', 'socket\\.io|@socket\\.io'),
    // The tables of the jobs are migrated together with all others.
    livesIn('bullmq-lives-in-queue', '^libs/(queue|database)/', 'bullmq|@nestjs/bullmq'),
    livesIn('redis-has-few-homes', '^libs/(queue|events|realtime)/|^apps/portal/src/(policy|health)/', 'ioredis'),
    livesIn('undici-lives-in-net-guard', '^libs/net-guard/', 'undici'),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|coverage)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.d.mts', '.mjs', '.js', '.json', '.css'],
    },
  },
};
