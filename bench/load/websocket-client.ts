/** WebSocket and socket.io clients that write frames themselves: a library would be the limit. */
import { type Line, plainClient, type LoadClient } from './load-client.ts'

const finalText = 0x81
const masked = 0x80
const mediumLength = 126
const largeLength = 0x1_00_00

/** A text frame, masked with zeros: servers demand a mask, not a random one. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  if (payload.length >= largeLength) throw new Error('The benchmark sends less than 64 KiB in a message.')
  const isShort = payload.length < mediumLength
  const header = Buffer.alloc(isShort ? 6 : 8)
  header[0] = finalText
  header[1] = masked | (isShort ? payload.length : mediumLength)
  if (!isShort) header.writeUInt16BE(payload.length, 2)
  return Buffer.concat([header, payload])
}

async function upgrade(line: Line, target: string): Promise<void> {
  const headers = [
    `GET ${target} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
  ]
  line.socket.write(`${headers.join('\r\n')}\r\n\r\n`)
  await line.until('\r\n\r\n')
}

export async function joinWebSocket(line: Line): Promise<LoadClient> {
  await upgrade(line, '/')
  return plainClient(line, (text) => void line.socket.write(textFrame(text)))
}

/** Engine.IO 4 on a WebSocket: `0{…}` opens, `40` asks for the default namespace, `42[…]` is an event. */
export async function joinSocketIo(line: Line): Promise<LoadClient> {
  await upgrade(line, '/socket.io/?EIO=4&transport=websocket')
  const entered = line.until('40{')
  line.socket.write(textFrame('40'))
  await entered
  return plainClient(line, (text) => void line.socket.write(textFrame(`42["m","${text}"]`)))
}
