import type { FileReading, ReadingHints } from '#lib/domain/reading/reading.ts';
import type { WrapTarget } from '#lib/domain/wrap/wrap-targets.ts';
import type { Handle } from '#lib/service/api.ts';
import { clock } from '../engine/clock.svelte.ts';
import { FileInput, type FileFinding, type Incoming } from '../components/file-input.svelte.ts';
import { locale } from '../words/locale.svelte.ts';
import { describeError } from '../messages/errors.ts';
import type { VaultState } from '../engine/vault.svelte.ts';
import {
	publicKeyVerdict,
	publicKeyEntry,
	type PublicKeyEntry,
	type PublicKeyVerdict
} from './public-key-entry.ts';

/** What is known of a file that was brought as a public key. */
interface PublicKeyFinding extends FileFinding {
	entry: PublicKeyEntry | undefined;
	/** SHA-256, hex; only of an RSA key that can be used, once it is known */
	fingerprint: string | undefined;
}

/** The field of a service's public key. Nothing that it keeps is secret. */
export class PublicKeyInput extends FileInput<PublicKeyFinding> {
	readonly #handle: Handle;

	constructor({ handle, read }: Pick<VaultState, 'handle' | 'read'>) {
		super(read);
		this.#handle = handle;
	}

	get entry(): PublicKeyEntry | undefined {
		return this.finding?.entry;
	}

	/** Whether the key can be used for a service, in words; undefined where there is no file. */
	verdict(target: WrapTarget | undefined): PublicKeyVerdict | undefined {
		if (!this.finding) return undefined;
		const { entry, error, fingerprint } = this.finding;
		if (error) return { tone: 'danger', ...describeError(error, locale.language) };
		return entry && publicKeyVerdict(entry, target, fingerprint, locale.language, clock.now());
	}

	protected drop(): void {
		// A public key may stay in memory.
	}

	protected hints({ name, as }: Incoming): ReadingHints {
		return { name: name ?? '', as };
	}

	protected refused(refusal: FileFinding): PublicKeyFinding {
		return { ...refusal, entry: undefined, fingerprint: undefined };
	}

	protected async judge(readings: FileReading[], unread: FileFinding): Promise<void> {
		const entry = publicKeyEntry(unread.name ?? '', unread.fileBytes, readings);
		const finding = { ...unread, reading: entry.reading, entry, fingerprint: undefined };
		this.say(finding);
		const { found } = entry;
		if (!found) return;
		const result = await this.ask(() =>
			this.#handle('InspectPublicKey', { PublicKey: found.publicKey })
		);
		if (!result) return;
		const fingerprint = result.answer?.PublicKeyFingerprint;
		this.say({ ...finding, fingerprint, error: result.error });
	}
}
