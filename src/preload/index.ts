/** The typed bridge between the page and the main process. It forwards, and knows nothing of rooms. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron/renderer'
import { eventChannel, requestChannel } from '../core/common/ipc-channels.ts'
import type { AppEvent, SnugBridge } from '../core/common/ipc-contract.ts'

const bridge: SnugBridge = {
  request: (name, payload) => ipcRenderer.invoke(requestChannel, name, payload),
  subscribe(listener) {
    // The event object stays on this side: it would hand the page a reference to ipcRenderer.
    const forward = (_event: IpcRendererEvent, event: AppEvent): void => listener(event)
    ipcRenderer.on(eventChannel, forward)
    return () => {
      ipcRenderer.off(eventChannel, forward)
    }
  },
}

contextBridge.exposeInMainWorld('snug', bridge)
