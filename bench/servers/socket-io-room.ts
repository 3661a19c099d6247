/** A room as socket.io's documentation builds one: what comes in is emitted to the room. Only WebSockets, no polling. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { transports: ['websocket'], pingInterval: 3_600_000, connectTimeout: 600_000 })
io.on('connection', (socket) => {
  void socket.join('room')
  socket.on('m', (text: string) => io.to('room').emit('m', text))
})
http.listen(0, '127.0.0.1', () => console.log(`Listening on 127.0.0.1:${(http.address() as AddressInfo).port}`))
