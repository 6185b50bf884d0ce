// Who may call what. Until people and roles exist there is one caller, the owner at this machine;
// everyone else is nobody. A route names what its caller must be able to do; one that names nothing admits nobody.
import { BlockList, isIP } from 'node:net';
import { AppError } from '../shared/errors.js';

/** What a caller can be able to do. Reads as "a caller who may …". */
export const ACTIONS = [
  'see figures', 'see the rows behind figures', 'see persons', 'change persons', 'save views', 'change dashboards', 'change goals', 'see subscriptions', 'change subscriptions', 'send mail', 'share reports', 'see settings', 'change settings', 'see imports', 'import data',
  'see the state of the service',
] as const;
export type Action = (typeof ACTIONS)[number];

/** `anyone`: needs no right at all. `nobody`: closed. */
export type Allow = Action | 'anyone' | 'nobody';

export interface Caller {
  readonly kind: 'owner' | 'nobody';
}
export const OWNER: Caller = { kind: 'owner' };
export const NOBODY: Caller = { kind: 'nobody' };

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an IP address is of this machine alone. An IPv4 address may come mapped into IPv6. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  return version !== 0 && loopback.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * The owner, when the connection comes from this machine and nobody forwarded it from another.
 * @param address of the connection's other end; undefined when it isn't known
 * @param forwarded whether the request says that a proxy passed it on
 */
export function identifyCaller(address: string | undefined, forwarded: boolean): Caller {
  return address !== undefined && !forwarded && isLoopback(address) ? OWNER : NOBODY;
}

/** @throws AppError unauthorized, forbidden */
export function assertMay(caller: Caller, allow: Allow): void {
  if (allow === 'anyone') return;
  if (allow === 'nobody') throw new AppError('forbidden', { reason: 'Nobody may call this.' });
  if (caller.kind !== 'owner') throw new AppError('unauthorized', { action: allow });
}
