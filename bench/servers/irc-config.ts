/** Configurations of IRC servers for the benchmark: one channel on loopback, and no limit on how fast anybody writes. */
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'

/** A port of loopback that is free at this moment: these servers cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

export function ngircdConfig(port: number, folder: string): string {
  return `[Global]
  Name = bench.local
  AdminInfo1 = bench
  AdminEMail = bench@localhost
  Listen = 127.0.0.1
  Ports = ${port}
  ServerUID = ${process.getuid?.() ?? 0}
  ServerGID = ${process.getgid?.() ?? 0}
  PidFile = ${folder}/ngircd.pid
[Limits]
  MaxConnections = 0
  MaxConnectionsIP = 0
  MaxJoins = 0
  MaxPenaltyTime = 0
  MaxNickLength = 16
  PingTimeout = 3600
  PongTimeout = 3600
[Options]
  DNS = no
  Ident = no
  PAM = no
  SyslogFacility = local1
`
}

/** The largest buffer there is: InspIRCd goes on with a read that has filled it only a second later. */
export function inspircdConfig(port: number, folder: string): string {
  return `<server name="bench.local" description="bench" network="bench" id="00B">
<admin name="bench" nick="bench" email="bench@localhost">
<bind address="127.0.0.1" port="${port}" type="clients">
<files motd="${folder}/motd">
<path configdir="${folder}" datadir="${folder}" logdir="${folder}" runtimedir="${folder}">
<pid file="${folder}/inspircd.pid">
<connect name="main" allow="*" maxchans="10" timeout="600" pingfreq="3600" hardsendq="100M" softsendq="100M" recvq="10M"
  threshold="100000" commandrate="1000000000" fakelag="no" localmax="100000" globalmax="100000" useident="no" resolvehostnames="no">
<performance netbuffersize="65534" somaxconn="4096" softlimit="20000">
<log method="file" level="default" type="* -USERINPUT -USEROUTPUT" target="${folder}/inspircd.log">
`
}
