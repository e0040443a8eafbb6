import type { KeyState } from '#lib/domain/key/key-state.ts';
import type { ImportProgress } from '#lib/service/api/import.ts';
import type { KeyOperation } from '#lib/domain/vault/operation.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { keyAddress } from './key-name.ts';

/** What the user can do with a key, in the order in which it is offered. */
export type KeyAction =
	| 'IMPORT'
	| 'CONTINUE_IMPORT'
	| 'ENCRYPT'
	| 'SIGN'
	| 'MAC'
	| 'DECRYPT'
	| 'AGREE'
	| 'DECRYPT_OWN'
	| 'VERIFY'
	| 'CHECK_MAC'
	| 'ENABLE'
	| 'DISABLE'
	| 'CHANGE_EXPIRY'
	| 'IMPORT_COPY'
	| 'DISCARD_IMPORT'
	| 'DELETE_MATERIAL'
	| 'CANCEL_DELETION'
	| 'SCHEDULE_DELETION';

/** Why an action is not offered now. */
export type Hindrance =
	| 'NO_MATERIAL'
	| 'IS_RETIRED'
	| 'IS_DISABLED'
	| 'DELETION_SCHEDULED'
	| 'MADE_BY_AIRLOCK'
	| 'NOTHING_TO_DELETE';

export interface Offer {
	action: KeyAction;
	/** undefined when it can be done now */
	hindrance: Hindrance | undefined;
}

type ActingKey = Pick<
	KeyMetadata,
	| 'KeyId'
	| 'KeySpec'
	| 'KeyUsage'
	| 'KeyState'
	| 'Origin'
	| 'Bound'
	| 'Expiration'
	| 'AllowedOperations'
	| 'RetiredOn'
>;
type Progress = Pick<ImportProgress, 'Step'> | undefined;

const hindranceOf: Readonly<Record<KeyState, Hindrance | undefined>> = {
	ENABLED: undefined,
	DISABLED: 'IS_DISABLED',
	PENDING_IMPORT: 'NO_MATERIAL',
	PENDING_DELETION: 'DELETION_SCHEDULED'
};

/** Everything that can be done with a key, what its state asks for first; then what can't, with the reason. */
export function offers(key: ActingKey, progress: Progress): Offer[] {
	const all = [
		...use(key),
		power(key),
		importOffer(key, progress),
		...fromCopy(key),
		...discard(key, progress),
		deleteMaterial(key),
		deletion(key)
	];
	const primary = primaryAction(key, progress);
	const place = ({ action, hindrance }: Offer) =>
		action === primary ? 0 : hindrance === undefined ? 1 : 2;
	return all.sort((a, b) => place(a) - place(b));
}

/** The one action that a key's state asks for; of a retired key, none may be. */
export function primaryAction(key: ActingKey, progress: Progress): KeyAction | undefined {
	switch (key.KeyState) {
		case 'PENDING_IMPORT':
			return underway(progress) ? 'CONTINUE_IMPORT' : 'IMPORT';
		case 'ENABLED':
			return isBarred(key) ? undefined : mainUse(key).action;
		case 'DISABLED':
			return 'ENABLE';
		case 'PENDING_DELETION':
			return 'CANCEL_DELETION';
	}
}

/** @returns where an action leads; undefined for what is done in place */
export function actionAddress(
	action: KeyAction,
	key: Pick<KeyMetadata, 'KeyId'>,
	progress: Progress
): string | undefined {
	const step = { PARAMETERS: 'parameters', ENCRYPT: 'encrypt', FILES: 'files' } as const;
	switch (action) {
		case 'IMPORT':
		case 'CONTINUE_IMPORT':
			return `${keyAddress(key)}/import/${step[progress?.Step ?? 'PARAMETERS']}`;
		case 'ENCRYPT':
			return `#/crypto/encrypt?key=${key.KeyId}`;
		case 'SIGN':
			return `#/crypto/sign?key=${key.KeyId}`;
		case 'MAC':
			return `#/crypto/mac?key=${key.KeyId}`;
		case 'DECRYPT':
			return `#/crypto/rsa?key=${key.KeyId}`;
		case 'AGREE':
			return `#/crypto/agree?key=${key.KeyId}`;
		case 'DECRYPT_OWN':
			return '#/crypto/decrypt';
		case 'VERIFY':
			return `#/crypto/verify?key=${key.KeyId}`;
		case 'CHECK_MAC':
			return `#/crypto/mac?key=${key.KeyId}&job=check`;
		default:
			return undefined;
	}
}

/** Parameters exist: the import can be gone on with. */
function underway(progress: Progress): boolean {
	return progress !== undefined && progress.Step !== 'PARAMETERS';
}

function importOffer({ KeyState, Origin }: ActingKey, progress: Progress): Offer {
	if (Origin !== 'EXTERNAL') return { action: 'IMPORT', hindrance: 'MADE_BY_AIRLOCK' };
	if (KeyState === 'PENDING_DELETION') return { action: 'IMPORT', hindrance: 'DELETION_SCHEDULED' };
	const first = KeyState === 'PENDING_IMPORT' ? 'IMPORT' : 'CHANGE_EXPIRY';
	return { action: underway(progress) ? 'CONTINUE_IMPORT' : first, hindrance: undefined };
}

/**
 * Key material that is gone, from a copy in one dialog; what is there has `CHANGE_EXPIRY`. An import that is under way
 * stays as it is.
 */
function fromCopy({ KeyState, Bound, AllowedOperations }: ActingKey): Offer[] {
	const possible =
		KeyState === 'PENDING_IMPORT' && Bound && AllowedOperations.includes('ImportFromCopy');
	return possible ? [{ action: 'IMPORT_COPY', hindrance: undefined }] : [];
}

/** What a key is made for, as one action with the operation that it needs. */
function mainUse({ KeySpec, KeyUsage }: ActingKey): { action: KeyAction; needs: KeyOperation } {
	switch (KeyUsage) {
		case 'SIGN_VERIFY':
			return { action: 'SIGN', needs: 'Sign' };
		case 'GENERATE_VERIFY_MAC':
			return { action: 'MAC', needs: 'GenerateMac' };
		case 'ENCRYPT_DECRYPT':
			return KeySpec === 'AES_256'
				? { action: 'ENCRYPT', needs: 'Encrypt' }
				: { action: 'DECRYPT', needs: 'Decrypt' };
		case 'KEY_AGREEMENT':
			return { action: 'AGREE', needs: 'DeriveSharedSecret' };
	}
}

/** Whether its main use would make something new, and it is retired. */
const isBarred = (key: ActingKey): boolean =>
	key.RetiredOn !== undefined && !key.AllowedOperations.includes(mainUse(key).needs);

function use(key: ActingKey): Offer[] {
	const { action, needs } = mainUse(key);
	const allowed = key.AllowedOperations.includes(needs);
	const hindrance = hindranceOf[key.KeyState] ?? (isBarred(key) ? 'IS_RETIRED' : undefined);
	return [...remainingUse(key), { action, hindrance: allowed ? undefined : hindrance }];
}

/** What a retired key is kept for, where its main use is barred. */
function remainingUse(key: ActingKey): Offer[] {
	if (!isBarred(key)) return [];
	const remaining: { action: KeyAction; needs: KeyOperation }[] = [
		{ action: 'DECRYPT_OWN', needs: 'Decrypt' },
		{ action: 'VERIFY', needs: 'Verify' },
		{ action: 'CHECK_MAC', needs: 'VerifyMac' }
	];
	return remaining
		.filter(({ needs }) => key.AllowedOperations.includes(needs))
		.map(({ action }) => ({ action, hindrance: undefined }));
}

function power({ KeyState }: ActingKey): Offer {
	if (KeyState === 'DISABLED') return { action: 'ENABLE', hindrance: undefined };
	return { action: 'DISABLE', hindrance: hindranceOf[KeyState] };
}

function discard({ AllowedOperations }: ActingKey, progress: Progress): Offer[] {
	const possible = underway(progress) && AllowedOperations.includes('DiscardImport');
	return possible ? [{ action: 'DISCARD_IMPORT', hindrance: undefined }] : [];
}

function deleteMaterial({ Origin, Expiration }: ActingKey): Offer {
	const hindrance =
		Origin !== 'EXTERNAL'
			? 'MADE_BY_AIRLOCK'
			: Expiration === null
				? 'NOTHING_TO_DELETE'
				: undefined;
	return { action: 'DELETE_MATERIAL', hindrance };
}

function deletion({ KeyState }: ActingKey): Offer {
	const scheduled = KeyState === 'PENDING_DELETION';
	return { action: scheduled ? 'CANCEL_DELETION' : 'SCHEDULE_DELETION', hindrance: undefined };
}
