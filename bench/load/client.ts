/** Clients of the servers under test that do as little as a client can: what is measured with them is the server. */
import type { Dialect } from '../servers/programs.ts'
import { Line, plainClient, type LoadClient } from './load-client.ts'
import { joinNative } from './native-client.ts'
import { joinSocketIo, joinWebSocket } from './websocket-client.ts'

const joins: Readonly<Record<Dialect, (line: Line, nickname: string) => Promise<LoadClient>>> = {
  classic: joinClassic,
  native: joinNative,
  irc: joinIrc,
  websocket: joinWebSocket,
  'socket.io': joinSocketIo,
}

/** Connects, and is in the room. */
export async function joinAs(dialect: Dialect, port: number, nickname: string): Promise<LoadClient> {
  return joins[dialect](await Line.to(port), nickname)
}

async function joinClassic(line: Line, nickname: string): Promise<LoadClient> {
  await line.until('NICK')
  line.socket.write(nickname)
  await line.until('Connected to server!')
  return plainClient(line, (text) => void line.socket.write(`${nickname}: ${text}`))
}

const channel = '#bench'

async function joinIrc(line: Line, nickname: string): Promise<LoadClient> {
  line.socket.write(`NICK ${nickname}\r\nUSER bench 0 * :bench\r\n`)
  await line.until(' 001 ')
  line.socket.write(`JOIN ${channel}\r\n`)
  await line.until(' 366 ')
  return plainClient(line, (text) => void line.socket.write(`PRIVMSG ${channel} :${text}\r\n`))
}
