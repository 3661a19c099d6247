import react from '@vitejs/plugin-react'
import { defineConfig, type EnvironmentOptions } from 'vite'

/** One self-contained CommonJS file: Electron's sandboxed preload takes nothing else, and main must not await before 'ready'. */
function nodeBundle(name: 'main' | 'preload'): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: [] },
    define: { 'import.meta.env.DEV': 'false' },
    build: {
      outDir: `${import.meta.dirname}/dist/${name}`,
      emptyOutDir: true,
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
  plugins: [react()],
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
