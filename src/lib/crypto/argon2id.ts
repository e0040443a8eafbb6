import { argon2id as nobleArgon2id } from '@noble/hashes/argon2.js';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { Argon2idParameters } from '#lib/domain/vault/slot.ts';

/** What Argon2id costs; the salt comes with each use. */
export type Argon2idCost = Pick<Argon2idParameters, 'memoryKiB' | 'passes' | 'lanes'>;

/** RFC 9106 §4, the second recommended option (64 MiB, 3 passes), with one lane: a worker has one thread. */
export const defaultArgon2id: Argon2idCost = { memoryKiB: 65536, passes: 3, lanes: 1 };

/** Bounds on parameters read from storage, so that an altered slot cannot exhaust the machine. */
export const argon2idCaps = {
	/** RFC 9106 §3.1: at least 8 KiB for each lane */
	leastMemoryKiBPerLane: 8,
	mostMemoryKiB: 1024 * 1024,
	mostPasses: 16,
	/** KiB times passes, over all slots of a vault together: about 20 times {@link defaultArgon2id} */
	mostWorkInAll: 4 * 1024 * 1024,
	mostLanes: 4,
	shortestSaltBytes: 16,
	longestSaltBytes: 64
} as const;

/**
 * What a slot of a real vault costs at least: OWASP's least for Argon2id. A practice vault's slot costs next to nothing,
 * and its passphrase is public.
 */
export const argon2idFloor: Argon2idCost = { memoryKiB: 19456, passes: 2, lanes: 1 };

/** @returns whether a guess costs less than at `floor`, in memory or in work */
export function isBelow(cost: Argon2idCost, floor: Argon2idCost): boolean {
	return cost.memoryKiB < floor.memoryKiB || argon2idWork(cost) < argon2idWork(floor);
}

/** @returns what takes the time, in KiB times passes */
export function argon2idWork({ memoryKiB, passes }: Argon2idCost): number {
	return memoryKiB * passes;
}

/** To be asked before {@link argon2id} runs on parameters that come from storage. */
export function isWithinCaps({ memoryKiB, passes, lanes, salt }: Argon2idParameters): boolean {
	const caps = argon2idCaps;
	return (
		isIntegerBetween(lanes, 1, caps.mostLanes) &&
		isIntegerBetween(passes, 1, caps.mostPasses) &&
		isIntegerBetween(memoryKiB, caps.leastMemoryKiBPerLane * lanes, caps.mostMemoryKiB) &&
		isIntegerBetween(salt.length, caps.shortestSaltBytes, caps.longestSaltBytes)
	);
}

function isIntegerBetween(value: number, least: number, most: number): boolean {
	return Number.isInteger(value) && value >= least && value <= most;
}

/**
 * Argon2id (RFC 9106), version 0x13, without secret and associated data. It blocks its thread for seconds: run it
 * in a worker.
 *
 * @param onProgress - called with a fraction from 0 to 1, at most once for each hundredth
 * @returns 32 bytes; the caller wipes them
 */
export function argon2id(
	passphrase: Bytes,
	parameters: Argon2idParameters,
	onProgress?: (fraction: number) => void
): Bytes {
	const { memoryKiB, passes, lanes, salt } = parameters;
	if (!isWithinCaps(parameters)) throw new RangeError('Argon2id parameters are out of bounds');
	return nobleArgon2id(passphrase, salt, {
		m: memoryKiB,
		t: passes,
		p: lanes,
		version: 0x13,
		dkLen: 32,
		...(onProgress && { onProgress: byHundredths(onProgress) })
	});
}

/** Who runs {@link argon2id}: this thread, or another one. Takes and gives the same. */
export type RunArgon2id = (
	...given: Parameters<typeof argon2id>
) => Promise<ReturnType<typeof argon2id>>;

/** Runs it in this thread, which does nothing else meanwhile. */
export const argon2idHere: RunArgon2id = (...given) =>
	Promise.resolve().then(() => argon2id(...given));

/** The library reports up to ten thousand times; each report is a message to the page. */
function byHundredths(report: (fraction: number) => void): (fraction: number) => void {
	let reported = 0;
	return (fraction) => {
		const hundredths = Math.floor(fraction * 100);
		if (hundredths === reported) return;
		reported = hundredths;
		report(fraction);
	};
}
