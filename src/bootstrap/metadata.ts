// The small messages that several larger ones of the configuration have.

import type { ProjectNode } from '#project/schema.ts';
import type { Part } from './part.ts';
import type { Json } from './tree.ts';

/** `{namespace: {…}}`, as filters see it. */
export function filterMetadata(owner: Part | null): { [key: string]: Json } {
  return owner?.member('metadata')?.member('filter_metadata')?.jsonObject() ?? {};
}

export function localityOf(owner: Part | null): ProjectNode['locality'] {
  const locality = owner?.member('locality') ?? null;
  return {
    region: locality?.textOf('region') ?? '',
    zone: locality?.textOf('zone') ?? '',
    subZone: locality?.textOf('sub_zone') ?? '',
  };
}

const ports = { least: 1, most: 65_535 };

/** Null where the address is of another kind. */
export function socketAddress(owner: Part | null): Part | null {
  const socket = owner?.member('address')?.member('socket_address') ?? null;
  socket?.agrees('protocol', 'TCP', 0);
  return socket;
}

/** `usual` stands in for a port that a Project cannot have, and for none. */
export function portOf(socket: Part | null, usual: number): number {
  return socket?.member('port_value')?.number(usual, ports) ?? usual;
}
