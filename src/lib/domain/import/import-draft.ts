import type { Expiration, KeyCheckValue } from '../key/cmk.ts';
import type { KeyId, ParameterSetId } from '../ids.ts';
import type { EpochMillis } from '../time.ts';

/** A file that waits in the import form; Base64 of the bytes after decoding. */
export interface DraftFile {
	name: string;
	/** as `formatSteps` writes it */
	readAs: string;
	bytes: string;
}

/** A copy of new key material that is shown once: not taken yet, printed or written down or tested, or done without. */
export type CopyFate = 'AWAITED' | 'TAKEN' | 'GIVEN_UP';

/** What the user has entered into an import so far. Every field is saved as it changes. */
export interface ImportDraft {
	keyId: KeyId;
	/** the parameters that the files were made for */
	setId: ParameterSetId | null;
	place: 'IN_AIRLOCK' | 'ELSEWHERE';
	encryptedKey: DraftFile | null;
	importToken: DraftFile | null;
	/** null as long as the preselected expiry stands */
	expiration: Expiration | null;
	/** a file of two parts was brought, or one for parameters that ask for two; left out for never */
	twoParts?: true;
	/** of material that was encrypted in Airlock */
	keyCheckValue: KeyCheckValue | null;
	/** whether the user has a copy of that key material; left out if the user had one before */
	copy?: CopyFate | undefined;
	/** when a copy of that material was restored and compared; left out for never */
	rehearsedOn?: EpochMillis | undefined;
}

/** @returns the draft of an import in which nothing is chosen yet */
export function emptyDraft(keyId: KeyId): ImportDraft {
	return {
		keyId,
		setId: null,
		place: 'IN_AIRLOCK',
		encryptedKey: null,
		importToken: null,
		expiration: null,
		keyCheckValue: null
	};
}
