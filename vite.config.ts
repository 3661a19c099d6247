import react from '@vitejs/plugin-react'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite'

/** The licences of what is bundled travel with it, as most of them ask. */
const bundledLicenses = { fileName: 'licenses.md' }

/** The fonts come by style sheet, where the bundler sees no package. */
function fontLicenses(): Plugin {
  const fonts = ['inter', 'jetbrains-mono'].map((font) => `node_modules/@fontsource-variable/${font}/LICENSE`)
  return {
    name: 'font-licenses',
    applyToEnvironment: (environment) => environment.name === 'client',
    generateBundle() {
      const source = fonts.map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8')).join('\n')
      this.emitFile({ type: 'asset', fileName: 'font-licenses.txt', source })
    },
  }
}

/**
 * `virtual:emoji-names`: what emoji are called in each language that Snug speaks, as far as somebody has named them. By the
 * catalogues that are there, so that another language needs only its file, and no other is bundled.
 *
 * @param root absolute path of the project
 */
export function emojiNames(root: string): Plugin {
  const [name, id] = ['virtual:emoji-names', '\0virtual:emoji-names']
  const isNamed = (tag: string): boolean => existsSync(`${root}/node_modules/emojibase-data/${tag}/compact.json`)
  return {
    name: 'emoji-names',
    resolveId: (wanted) => (wanted === name ? id : undefined),
    load(wanted) {
      if (wanted !== id) return undefined
      const loaders = readdirSync(`${root}/src/core/common/languages`).flatMap((file) => {
        const language = /^(.+)\.json$/.exec(file)?.[1] ?? ''
        const tag = [language.toLowerCase(), language.split('-')[0] ?? ''].find((tag) => tag !== '' && isNamed(tag))
        return tag === undefined ? [] : `'${language}': () => import('emojibase-data/${tag}/compact.json')`
      })
      return `export const loaders = { ${loaders.join(', ')} }`
    },
  }
}

/** One self-contained CommonJS file: Electron's sandboxed preload takes nothing else, and main must not await before 'ready'. */
function nodeBundle(name: 'main' | 'preload'): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: [] },
    build: {
      outDir: `${import.meta.dirname}/dist/${name}`,
      emptyOutDir: true,
      license: name === 'main' && bundledLicenses,
      ssr: true,
      minify: false,
      sourcemap: true,
      target: 'node24',
      rolldownOptions: {
        input: `${import.meta.dirname}/src/${name}/index.ts`,
        external: [/^electron(\/|$)/, /^node:/],
        output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
      },
    },
  }
}

export default defineConfig({
  root: 'src/renderer',
  base: './',
  plugins: [react(), fontLicenses(), emojiNames(import.meta.dirname)],
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) await builder.build(environment)
    },
  },
  environments: {
    client: {
      build: {
        outDir: `${import.meta.dirname}/dist/renderer`,
        emptyOutDir: true,
        license: bundledLicenses,
        sourcemap: true,
        // The content security policy allows no data: fonts.
        assetsInlineLimit: 0,
        target: 'chrome146',
        // Chromium has modulepreload; the polyfill would be dead code.
        modulePreload: { polyfill: false },
      },
    },
    main: nodeBundle('main'),
    preload: nodeBundle('preload'),
  },
})
