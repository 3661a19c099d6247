import { Globe, Laptop, type LucideIcon, Network } from 'lucide-react'
import type { Exposure } from '../../core/common/room.ts'

/** One picture for each choice of who can reach a hosted room. */
export const exposureIcons: Readonly<Record<Exposure, LucideIcon>> = {
  'this-computer': Laptop,
  'this-network': Network,
  'all-addresses': Globe,
}
