import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { KeyCheckValue } from '#lib/domain/key/cmk.ts';
import { isMlDsa, isPair, type CmkSpec, type PairSpec } from '#lib/domain/key/kinds.ts';
import { isUnderPassword } from '#lib/domain/reading/under-password.ts';
import {
	wipeReadings,
	type FileReading,
	type ReadStep,
	type ReadingHints
} from '#lib/domain/reading/reading.ts';
import {
	asKeyMaterial,
	isBareSeed,
	mlDsaSeedBytes,
	secretLengths
} from '#lib/domain/key/key-material.ts';
import type { Handle } from '#lib/service/api.ts';
import { FileInput, type FileFinding, type Incoming } from '../components/file-input.svelte.ts';
import { readingFacts, type ReadingFacts } from '../words/reading-words.ts';
import type { VaultState } from '../engine/vault.svelte.ts';
import { sameSteps, type Carried } from './carried-file.ts';

/** The name of the field for the password of a private key. */
export const keyPassword = 'keyPassword';

/** Where the key material comes from. */
export type MaterialSource = 'RANDOM' | 'FILE' | 'PASTE';

/** What is known of key material that was chosen, none of it secret. */
export interface MaterialFinding extends FileFinding {
	/** of several keys in one file, to choose from */
	choices: readonly ReadingFacts[];
	/** undefined when `error` says why it can't be used, or while it is being found out */
	checkValue: KeyCheckValue | undefined;
	/** a private key under a password, which {@link MaterialInput.unlock} takes */
	isLocked: boolean;
}

/** Key material of the user's own, on its way from a file or a field to the worker. */
export class MaterialInput extends FileInput<MaterialFinding> {
	#readings: readonly FileReading[] = [];
	#chosen: FileReading | undefined;
	#password: Bytes | undefined;
	readonly #handle: Handle;
	readonly #keySpec: () => CmkSpec;

	/** @param keySpec - of the key that it is for, which stays the same */
	constructor(
		{ handle, read }: Pick<VaultState, 'handle' | 'read'>,
		keySpec: () => CmkSpec = () => 'AES_256'
	) {
		super(read);
		this.#handle = handle;
		this.#keySpec = keySpec;
	}

	/** What another page has looked into: of several keys in it, the one that was meant there. */
	async readCarried(carried: Carried): Promise<void> {
		await ('file' in carried ? this.readFile(carried.file) : this.readText(carried.text));
		await this.#chooseMeant(carried.steps);
	}

	/** As {@link readText}, of what stands in the form that is sent: of several keys, the one that was chosen stays so. */
	async readTextAgain(entered: Bytes): Promise<void> {
		const steps = this.#chosen?.steps;
		await this.readText(entered);
		await this.#chooseMeant(steps);
	}

	async #chooseMeant(steps: readonly ReadStep[] | undefined): Promise<void> {
		const meant = steps && this.#readings.findIndex((reading) => sameSteps(reading.steps, steps));
		if (meant !== undefined && meant >= 0) await this.choose(meant);
	}

	/** Takes one of {@link MaterialFinding.choices}. */
	choose(index: number): Promise<void> {
		return this.hold(this.#choose(index));
	}

	async #choose(index: number): Promise<void> {
		const { finding } = this;
		const reading = this.#readings[index];
		if (finding && reading) await this.#inspect(reading, finding);
	}

	/**
	 * Tries the password of a private key.
	 *
	 * @param password - kept until it is taken or something else comes in, and then wiped
	 */
	unlock(password: Bytes): Promise<void> {
		wipe(this.#password);
		this.#password = password;
		const { finding } = this;
		const reading = this.#chosen;
		return this.hold(reading && finding ? this.#inspectPair(reading, finding) : Promise.resolve());
	}

	/** @returns what was entered for the key, which the caller wipes; this forgets it */
	takePassword(): Bytes | undefined {
		const password = this.#password;
		this.#password = undefined;
		return password;
	}

	/** @returns the bytes, which the caller wipes; this forgets them */
	take(): FileReading['bytes'] | undefined {
		const bytes = this.#chosen?.bytes.slice();
		this.forget();
		return bytes;
	}

	protected drop(): void {
		wipeReadings(this.#readings);
		this.#readings = [];
		this.#chosen = undefined;
		wipe(this.takePassword());
	}

	protected hints({ as }: Incoming): ReadingHints {
		const keySpec = this.#keySpec();
		if (isMlDsa(keySpec)) return { as, expectedLengths: [mlDsaSeedBytes] };
		return isPair(keySpec) ? { as } : { as, expectedLengths: [secretLengths(keySpec).least] };
	}

	protected refused(refusal: FileFinding): MaterialFinding {
		return { ...refusal, choices: [], checkValue: undefined, isLocked: false };
	}

	protected async judge(readings: FileReading[], unread: FileFinding): Promise<void> {
		const keys = readings.filter((reading) => this.#isMeant(reading));
		// Of a file with several things in it, the one of the right length is meant.
		const kept = keys.length > 0 ? keys : readings.slice(0, 1);
		wipeReadings(readings.filter((reading) => !kept.includes(reading)));
		this.#readings = kept;
		const [first] = kept;
		const finding = { ...unread, choices: [], checkValue: undefined, isLocked: false };
		if (keys.length > 1) this.say({ ...finding, choices: kept.map(readingFacts) });
		else if (first) await this.#inspect(first, finding);
	}

	async #inspect(reading: FileReading, before: MaterialFinding): Promise<void> {
		const finding: MaterialFinding = {
			...before,
			reading: readingFacts(reading),
			checkValue: undefined,
			isLocked: isLockedPair(reading, this.#keySpec()),
			error: undefined
		};
		this.#chosen = reading;
		this.say(finding);
		// Its password comes next.
		if (finding.isLocked) return;
		const keySpec = this.#keySpec();
		const fault = isPair(keySpec) ? pairFault(reading, keySpec) : undefined;
		if (fault) {
			this.#refuse(reading);
			this.say({ ...finding, error: fault === 'PKCS_12' ? undefined : fault });
			return;
		}
		// What is a key of another kind is said by what it is, not by its length.
		if (!isPair(keySpec) && !holdsPlainBytes(reading)) {
			this.#refuse(reading);
			return;
		}
		const result = await this.ask(async () => {
			if (!isPair(keySpec)) asKeyMaterial(reading.bytes, keySpec);
			const KeyMaterial = reading.bytes.slice();
			return this.#handle('InspectKeyMaterial', { KeyMaterial, KeySpec: keySpec });
		});
		if (!result) return;
		if (result.error) this.#refuse(reading);
		this.say({ ...finding, checkValue: result.answer?.KeyCheckValue, error: result.error });
	}

	/** Asks about a private key under the password that was entered last. */
	async #inspectPair({ bytes }: FileReading, before: MaterialFinding): Promise<void> {
		const finding = { ...before, checkValue: undefined, error: undefined };
		this.say(finding);
		const request = {
			...{ KeyMaterial: bytes.slice(), KeySpec: this.#keySpec() },
			...(this.#password && { KeyPassword: this.#password.slice() })
		};
		const result = await this.ask(() => this.#handle('InspectKeyMaterial', request));
		if (!result) return;
		this.say({ ...finding, checkValue: result.answer?.KeyCheckValue, error: result.error });
	}

	#isMeant({ bytes, content }: FileReading): boolean {
		const keySpec = this.#keySpec();
		if (isPair(keySpec))
			return (
				content.kind === 'PRIVATE_KEY' || content.kind === 'PKCS_12' || isBareSeed(bytes, keySpec)
			);
		const { least, most } = secretLengths(keySpec);
		const { length } = bytes;
		return length >= least && length <= most && (length === least || content.kind !== 'TEXT');
	}

	#refuse({ bytes }: FileReading): void {
		wipe(bytes);
		this.#chosen = undefined;
	}
}

/** Whether bytes are judged as key material: by their length, and whether they are random. */
const holdsPlainBytes = ({ content: { kind } }: FileReading) =>
	['KEY_MATERIAL', 'UNKNOWN', 'TEXT', 'ENCRYPTED_KEY'].includes(kind);

/**
 * Whether it is PKCS #8 or PKCS #12 under a password, which the engine may open; what else is under one, only its own
 * program opens.
 */
const isLockedPair = ({ content, bytes }: FileReading, keySpec: CmkSpec): boolean =>
	isPair(keySpec) && isUnderPassword(content, bytes);

/** Why a file is no private key that can be encrypted, as far as it says itself; a PKCS #12 file is said by what it is. */
function pairFault(
	{ content, bytes }: FileReading,
	expected: PairSpec
): KmsError | 'PKCS_12' | undefined {
	const refuse = (fault: KmsError<'InvalidPrivateKey'>['details']) =>
		new KmsError('InvalidPrivateKey', fault);
	if (isBareSeed(bytes, expected)) return undefined;
	if (content.kind === 'PKCS_12') return 'PKCS_12';
	if (content.kind === 'PUBLIC_KEY') return refuse({ reason: 'PUBLIC_HALF' });
	if (content.kind !== 'PRIVATE_KEY') return refuse({ reason: 'NO_PRIVATE_KEY' });
	const { form, encrypted } = content;
	if (form === 'OPENSSH' || form === 'PUTTY')
		return refuse({ reason: 'NOT_PKCS_8', form, expected });
	return encrypted ? refuse({ reason: 'ENCRYPTED' }) : undefined;
}
