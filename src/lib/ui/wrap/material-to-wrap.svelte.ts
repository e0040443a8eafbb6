import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { isUnderPassword } from '#lib/domain/reading/under-password.ts';
import {
	isOtherOrder,
	wipeReadings,
	type FileReading,
	type ReadingHints
} from '#lib/domain/reading/reading.ts';
import {
	isSymmetric,
	keySpecs,
	symmetricKeyBytes,
	symmetricSpecsOfLength,
	type KeySpec
} from '#lib/domain/key/key-spec.ts';
import type { Handle } from '#lib/service/api.ts';
import type { KeyComparison } from '#lib/service/api/wrapping.ts';
import { FileInput, type FileFinding } from '../components/file-input.svelte.ts';
import type { MaterialSource } from '../import/material-input.svelte.ts';
import { readingFacts } from '../words/reading-words.ts';
import type { VaultState } from '../engine/vault.svelte.ts';

/** Where the key material comes from: also from a key of this vault. */
export type WrapSource = MaterialSource | 'KEY';

/** Why what was chosen holds no key material. */
export type WrapFault =
	| 'LOCKED'
	| 'PKCS_12'
	| 'OPENSSH'
	| 'PUTTY'
	| 'COSIGN'
	| 'PRINTED'
	| 'DAMAGED'
	| 'OTHER_KEY'
	| 'MANY_KEYS'
	| 'NONE';

/** What is known of key material that was chosen, none of it secret. */
export interface WrapFinding extends FileFinding {
	/** the kind that it is, of those that have this form; the first is the most likely */
	keySpecs: readonly KeySpec[];
	fault: WrapFault | undefined;
	/** a private key under a password, which {@link MaterialToWrap.unlock} takes */
	isLocked: boolean;
	/** undefined when `fault` or `error` says why it can't be used, or while it is being found out */
	comparison: KeyComparison | undefined;
}

const curves: Readonly<Record<string, KeySpec>> = {
	'P-256': 'ECC_NIST_P256',
	'P-384': 'ECC_NIST_P384',
	'P-521': 'ECC_NIST_P521'
};
const privateSpecs = keySpecs.filter((keySpec) => !isSymmetric(keySpec));
const rawLengths = keySpecs.filter(isSymmetric).map(symmetricKeyBytes);

/** @returns what kinds of key material these bytes can be */
function specsOf({ content, bytes }: FileReading): KeySpec[] {
	if (content.kind !== 'PRIVATE_KEY') return symmetricSpecsOfLength(bytes.length);
	const { algorithm } = content;
	if (algorithm?.type === 'RSA')
		return keySpecs.filter((keySpec) => keySpec === `RSA_${algorithm.modulusBits}`);
	const curve = algorithm?.type === 'EC' && algorithm.curve && curves[algorithm.curve];
	return curve ? [curve] : [];
}

/** What is judged by its length; all else says what it is. */
const mayBeSymmetric: readonly FileReading['content']['kind'][] = [
	'KEY_MATERIAL',
	'UNKNOWN',
	'TEXT',
	'ENCRYPTED_KEY'
];

/** Why a private key can't be taken as it is. */
function keyFault(reading: FileReading): WrapFault | undefined {
	const { content } = reading;
	if (content.kind !== 'PRIVATE_KEY') return 'NONE';
	const { form, encrypted, algorithm } = content;
	if (form === 'OPENSSH' || form === 'PUTTY' || form === 'COSIGN') return form;
	if (encrypted) return 'LOCKED';
	if (!algorithm) return form === 'PRINTED' ? 'PRINTED' : 'DAMAGED';
	return specsOf(reading).length === 0 ? 'OTHER_KEY' : undefined;
}

function faultOf(found: readonly FileReading[]): WrapFault | undefined {
	const privateKeys = found.filter(({ content }) => content.kind === 'PRIVATE_KEY');
	const plain = found.filter(
		(reading) => reading.content.kind === 'KEY_MATERIAL' && !isOtherOrder(reading)
	);
	const [first] = found;
	if (privateKeys.length > 1 || (privateKeys.length === 0 && plain.length > 1)) return 'MANY_KEYS';
	const [privateKey] = privateKeys;
	const locked = privateKey ?? first;
	if (locked && isUnderPassword(locked.content, locked.bytes)) return undefined;
	if (first?.content.kind === 'PKCS_12') return 'PKCS_12';
	if (privateKey) return keyFault(privateKey);
	return first && mayBeSymmetric.includes(first.content.kind) ? undefined : 'NONE';
}

/** Key material of the user's own, on its way from a file or a field to the worker. */
export class MaterialToWrap extends FileInput<WrapFinding> {
	#bytes: Bytes | undefined;
	#password: Bytes | undefined;
	readonly #handle: Handle;

	constructor({ handle, read }: Pick<VaultState, 'handle' | 'read'>) {
		super(read);
		this.#handle = handle;
	}

	/** Finds out whether what was read can be wrapped as this kind; a private key under a password, as any. */
	async inspect(keySpec: KeySpec): Promise<void> {
		const bytes = this.#bytes;
		const { finding } = this;
		// Its password comes first.
		if (!bytes || !finding || (finding.isLocked && !this.#password)) return;
		const asked = finding.isLocked && isSymmetric(keySpec) ? 'RSA_2048' : keySpec;
		const request = {
			...{ KeySpec: asked, KeyMaterial: bytes.slice() },
			...(this.#password && { KeyPassword: this.#password.slice() })
		};
		const result = await this.ask(() => this.#handle('InspectKeyToWrap', request));
		if (!result) return;
		const { error } = result;
		const other = error && isKmsError(error, 'InvalidPrivateKey') ? error.details : undefined;
		// A key under a password says its kind only once it is open.
		if (finding.isLocked && other?.reason === 'OTHER_SPEC') {
			const actual = privateSpecs.filter((one) => one === other.actual);
			this.say({ ...finding, keySpecs: actual, comparison: undefined, error });
		} else
			this.say({
				...finding,
				...(finding.isLocked && !error && { keySpecs: [asked] }),
				comparison: result.answer?.Comparison,
				error
			});
	}

	/**
	 * Tries the password of a private key.
	 *
	 * @param password - kept until it is taken or something else comes in, and then wiped
	 * @param keySpec - the kind that it is tried as first
	 */
	async unlock(password: Bytes, keySpec: KeySpec): Promise<void> {
		wipe(this.#password);
		this.#password = password.length > 0 ? password : undefined;
		const { finding } = this;
		if (this.#password) await this.inspect(keySpec);
		else if (finding)
			this.say({ ...finding, keySpecs: privateSpecs, comparison: undefined, error: undefined });
	}

	/** @returns what was entered for the key, which the caller wipes; this forgets it */
	takePassword(): Bytes | undefined {
		const password = this.#password;
		this.#password = undefined;
		return password;
	}

	/** @returns the bytes, which the caller wipes; this forgets them */
	take(): Bytes | undefined {
		const bytes = this.#bytes;
		this.#bytes = undefined;
		this.forget();
		return bytes;
	}

	protected drop(): void {
		wipe(this.#bytes, this.takePassword());
		this.#bytes = undefined;
	}

	protected hints(): ReadingHints {
		return { expectedLengths: rawLengths };
	}

	protected refused(refusal: FileFinding): WrapFinding {
		return { ...refusal, keySpecs: [], fault: undefined, isLocked: false, comparison: undefined };
	}

	protected judge(found: FileReading[], unread: FileFinding): void {
		const keys = (['PRIVATE_KEY', 'KEY_MATERIAL'] as const).flatMap((kind) =>
			found.filter(({ content }) => content.kind === kind)
		);
		const chosen = keys[0] ?? found[0];
		const fault = faultOf(keys.length > 0 ? keys : found);
		const usable = chosen && !fault ? chosen : undefined;
		const reading = chosen && readingFacts(chosen);
		wipeReadings(found.filter((one) => one !== usable));
		this.#bytes = usable?.bytes;
		const isLocked = usable !== undefined && isUnderPassword(usable.content, usable.bytes);
		const keySpecs = isLocked ? privateSpecs : usable ? specsOf(usable) : [];
		this.say({ ...unread, reading, keySpecs, fault, isLocked, comparison: undefined });
	}
}
