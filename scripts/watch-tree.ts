import { readdirSync, statSync, watch } from 'node:fs'
import path from 'node:path'

/**
 * Watches a folder and all in it. `hear` is told the path of what has changed, relative to the folder, with slashes.
 *
 * If the system refuses, `complain` is told why, and the rest goes on. (Node's own recursive watch says nothing on Linux
 * when no more files may be watched.) Returns the function that ends it.
 */
export function watchTree(root: string, hear: (file: string) => void, complain: (error: Error) => void): () => void {
  const watchers = new Map<string, { close: () => void }>()

  const forget = (place: string): void => {
    for (const [folder, watcher] of watchers) {
      if (folder !== place && !folder.startsWith(place + path.sep)) continue
      watcher.close()
      watchers.delete(folder)
    }
  }
  const changed = (event: string, file: string): void => {
    if (event === 'rename') {
      // It has come, or gone, or both since the last time.
      forget(file)
      if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) watchFolder(file)
    }
    hear(path.relative(root, file).split(path.sep).join('/'))
  }
  const watchFolder = (folder: string): void => {
    try {
      const watcher = watch(folder, (event, name) => name !== null && changed(event, path.join(folder, name)))
      watchers.set(folder, watcher.on('error', complain))
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory()) watchFolder(path.join(folder, entry.name))
      }
    } catch (error) {
      complain(error instanceof Error ? error : new Error(String(error)))
    }
  }

  watchFolder(root)
  return () => forget(root)
}
