/** A room as the ws package's documentation builds one: what comes in goes to every client. */
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
server.on('connection', (socket) => {
  socket.on('error', () => {})
  socket.on('message', (data, isBinary) => {
    for (const client of server.clients) if (client.readyState === client.OPEN) client.send(data, { binary: isBinary })
  })
})
server.on('listening', () => {
  const address = server.address()
  if (address && typeof address === 'object') console.log(`Listening on 127.0.0.1:${address.port}`)
})
