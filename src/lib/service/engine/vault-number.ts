/** A browser keeps several vaults. Each has a number there, which names all that it lies in. */

/** So many vaults may be in one browser. */
export const mostVaults = 16;

export const vaultNumbers: readonly number[] = Array.from(
	{ length: mostVaults },
	(_, index) => index + 1
);

export const isVaultNumber = (value: unknown): value is number =>
	vaultNumbers.some((number) => number === value);

/**
 * @returns the name of a vault's database, of its mirror, and of the channel between its tabs; the first vault has the
 * one from when a browser kept one vault only
 */
export const vaultDatabase = (number: number): string =>
	number === 1 ? 'airlock' : `airlock-${number}`;
