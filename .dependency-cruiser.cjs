/** Who may import whom (ARCHITECTURE.md, "Rooms"). */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'features-by-the-front-door',
      comment: 'A feature uses another through its index.ts only.',
      severity: 'error',
      from: { path: '^server/src/features/([^/]+)/' },
      to: { path: '^server/src/features/([^/]+)/', pathNot: ['^server/src/features/$1/', '/index\\.ts$'] },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: '^server/src/', pathNot: '^server/src/platform/' },
    },
    {
      name: 'speech-stands-alone',
      severity: 'error',
      from: { path: '^server/src/(speech|captions)/' },
      to: {
        path: '^server/src/',
        pathNot: ['^server/src/(speech|captions)/', '^server/src/platform/(errors|log)\\.ts$'],
      },
    },
    {
      name: 'speech-by-the-front-door',
      severity: 'error',
      from: { path: '^(server/src|eval)/', pathNot: ['^server/src/speech/', '\\.test\\.ts$'] },
      to: { path: '^server/src/speech/', pathNot: '^server/src/speech/index\\.ts$' },
    },
    {
      name: 'context-sees-no-feature',
      severity: 'error',
      from: { path: '^server/src/(context|config)\\.ts$' },
      to: { path: '^server/src/features/' },
    },
    {
      name: 'routes-call-services',
      comment: 'Routes declare; queries are made by services.',
      severity: 'error',
      from: { path: '\\.routes\\.ts$' },
      to: { path: '\\.repo\\.ts$' },
    },
    {
      name: 'repos-are-the-ground-floor',
      severity: 'error',
      from: { path: '\\.repo\\.ts$' },
      to: { path: '\\.(service|routes|worker)\\.ts$' },
    },
    {
      name: 'policies-and-schemas-are-leaves',
      severity: 'error',
      from: { path: '\\.(policy|schema|jobs)\\.ts$' },
      to: { path: '\\.(service|routes|worker|repo)\\.ts$' },
    },
    {
      name: 'cli-through-the-sdk',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^server/' },
    },
    {
      name: 'sdk-stands-alone',
      severity: 'error',
      from: { path: '^sdk/' },
      to: { path: '^(server|cli)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.generated\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
