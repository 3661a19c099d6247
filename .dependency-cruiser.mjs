// The rooms of the house: which folder may import which. docs/architecture.md has the table in words.

/** What Node brings along is a question of its own: `node` allows it. */
const outside = (from, allowed, comment, { node = false } = {}) => ({
  name: `${from.replace('src/', '').replace('/', '-')}-stays-in-its-room`,
  comment,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { pathNot: allowed.map((one) => `^${one}`), ...(node ? { dependencyTypesNot: ['core'] } : {}) },
})

const libraries = (...names) => names.map((name) => `(node_modules/)?${name}(/|$)`)

export default {
  forbidden: [
    outside(
      'src/core/common',
      ['src/core/common/', ...libraries('zod', 'any-ascii', 'fastest-levenshtein', 'i18next', 'unicode-confusables')],
      'Pure: no node:, no Electron.',
    ),
    outside('src/core/node', ['src/core/'], 'Runs on plain Node: no Electron, no DOM.', { node: true }),
    outside(
      'src/main',
      ['src/core/', 'src/main/', ...libraries('electron', 'htmlparser2', 'i18next', 'zod', 'write-file-atomic')],
      'Never the window or its bridge.',
      { node: true },
    ),
    outside(
      'src/preload',
      ['src/preload/', 'src/core/common/ipc-', ...libraries('electron')],
      'Only the contract; small enough to read.',
    ),
    outside(
      'src/renderer',
      ['src/renderer/', 'src/core/common/', 'virtual:', 'node_modules/(?!electron|zod|write-file-atomic)'],
      'Knows no process but its own.',
    ),
    outside('src/cli', ['src/cli/', 'src/core/'], 'A terminal needs no window.', { node: true }),
    {
      name: 'e2e-drives-from-outside',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^src/(main|renderer|preload)/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'schemas-stay-in-main',
      comment:
        'The window and its bridge use the types of the contract; the schema library would only weigh them down.',
      severity: 'error',
      from: { path: '^src/(preload|renderer)/' },
      to: { path: '^src/core/common/ipc-(contract|requests)', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript compiler API; swc parses the sources instead, and sees imports of types too.
    parser: 'swc',
    // Tests may import what they like (oxlint keeps the specs out of the app), and use syntax that swc's visitor does not know yet.
    exclude: { path: '\\.(test|spec)\\.tsx?$' },
    doNotFollow: { path: 'node_modules' },
  },
}
