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
      name: 'office-stands-alone',
      comment: 'Office documents are made of segments; of captions it knows how those look and how times are written.',
      severity: 'error',
      from: { path: '^server/src/office/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^server/src/',
        pathNot: [
          '^server/src/office/',
          '^server/src/captions/formats/(segment|timestamps)\\.ts$',
          '^server/src/platform/(errors|log)\\.ts$',
        ],
      },
    },
    {
      name: 'office-by-the-front-door',
      severity: 'error',
      from: { path: '^server/src/', pathNot: ['^server/src/office/', '\\.test\\.ts$'] },
      to: { path: '^server/src/office/', pathNot: '^server/src/office/index\\.ts$' },
    },
    {
      name: 'models-are-stored-apart',
      comment: 'The model store knows neither database nor features; what it is to do it is told.',
      severity: 'error',
      from: { path: '^server/src/model-store/', pathNot: ['/cli-door\\.ts$', '\\.test\\.ts$'] },
      to: {
        path: '^server/src/',
        pathNot: ['^server/src/(model-store|platform)/', '^server/src/speech/index\\.ts$'],
      },
    },
    {
      name: 'models-by-the-front-door',
      severity: 'error',
      from: { path: '^server/src/', pathNot: ['^server/src/model-store/', '\\.test\\.ts$'] },
      to: { path: '^server/src/model-store/', pathNot: '^server/src/model-store/index\\.ts$' },
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
      comment:
        'But for the models of this machine (docs/adr/0012-models-on-this-machine.md) and captions (docs/adr/0017-captions-offline.md).',
      severity: 'error',
      from: { path: '^cli/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/', pathNot: '^server/src/(model-store|captions)/cli-door\\.ts$' },
    },
    {
      name: 'one-door-for-models',
      severity: 'error',
      from: { path: '^cli/', pathNot: ['^cli/src/model-door\\.ts$', '\\.test\\.ts$'] },
      to: { path: '^server/src/', pathNot: '^server/src/captions/' },
    },
    {
      name: 'one-door-for-captions',
      severity: 'error',
      from: { path: '^cli/', pathNot: ['^cli/src/caption-door\\.ts$', '\\.test\\.ts$'] },
      to: { path: '^server/src/captions/' },
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
