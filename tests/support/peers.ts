import { spawnSync } from 'node:child_process';
import { it } from 'vitest';

/** A test that needs other programs; where one is missing it is skipped, and its name says so. */
export function itWithPeers(
	peers: readonly string[],
	name: string,
	body: () => Promise<void> | void,
	timeoutMs?: number
): void {
	const missing = peers.filter((peer) => spawnSync(peer, ['--version']).error !== undefined);
	if (missing.length === 0) it(name, body, timeoutMs);
	else it.skip(`${name} (not installed: ${missing.join(', ')})`);
}
