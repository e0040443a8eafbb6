/**
 * What a strength worker does: the script of the vault worker under another name, which estimates passphrases while they
 * are typed. It has no vault, and the page ends it when the field is gone.
 */
import { countCharacters, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { strengthOf, type Strength } from '#lib/domain/passphrase/strength.ts';
import { normalizedPassphrase, shortestPassphrase } from '#lib/domain/vault/slot.ts';

/** Page → strength worker: one passphrase as it was typed, moved; answered once, before the next is asked. */
export interface StrengthRequest {
	passphrase: Bytes;
}

/** Strength worker → page. */
export interface StrengthAnswer {
	/** of no passphrase that is too short anyway */
	strength?: Strength;
}

/** Estimates a passphrase and wipes it. */
export function answerStrength(request: StrengthRequest): StrengthAnswer {
	// Here and not in the page: what isn’t ASCII becomes a string on the way, which nobody can wipe.
	const passphrase = normalizedPassphrase(request.passphrase);
	try {
		const isShort = countCharacters(passphrase) < shortestPassphrase;
		return isShort ? {} : { strength: strengthOf(passphrase) };
	} finally {
		wipe(passphrase);
	}
}
