/** Marks whoever is on the host's own computer, for the host's own window: their address cannot be banned. Pure. */
import type { Person } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import { isLoopback } from './network-interfaces.ts'

/** @param addressOf where somebody is connected from; undefined for the host's own person */
export type AddressOf = (personId: string) => string | undefined

function markLocal(person: Person, addressOf: AddressOf): Person {
  const address = addressOf(person.id)
  return address !== undefined && isLoopback(address) ? { ...person, isLocal: true } : person
}

/** The event, with the mark on the person whom it is about. */
export function markLocalIn(event: RoomEventBody, addressOf: AddressOf): RoomEventBody {
  const isAboutPerson = event.type === 'person.joined' || event.type === 'person.changed'
  return isAboutPerson ? { ...event, person: markLocal(event.person, addressOf) } : event
}
