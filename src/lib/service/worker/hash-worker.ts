/**
 * Argon2id in a thread of its own, so that the vault worker reads and verifies the vault meanwhile. The vault worker starts
 * its own script anew, under another name, and ends it after each passphrase: all that it held is gone then.
 */
import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { Argon2idParameters } from '#lib/domain/vault/slot.ts';
import { argon2id, argon2idHere, type RunArgon2id } from '#lib/crypto/argon2id.ts';
import type { VaultWorkerName } from './worker-protocol.ts';

/** Vault worker → hash worker: one passphrase, moved; answered once. */
interface HashRequest {
	passphrase: Bytes;
	parameters: Argon2idParameters;
}

/** Hash worker → vault worker: how far it is, then the slot secret, moved. */
type HashAnswer = { progress: number } | { secret: Bytes };

/** What a hash worker does. */
export function answerHash({ data }: MessageEvent<unknown>): void {
	const { passphrase, parameters } = data as HashRequest;
	const post = (answer: HashAnswer, moved: Transferable[] = []) =>
		(self as unknown as Worker).postMessage(answer, moved);
	try {
		const secret = argon2id(passphrase, parameters, (progress) => post({ progress }));
		post({ secret }, [secret.buffer]);
	} finally {
		wipe(passphrase);
	}
}

/**
 * Argon2id in a hash worker. Where a browser doesn't start one, or it breaks down, this thread does it.
 *
 * @param script - of this vault worker
 */
export const argon2idApart =
	(script: Blob | undefined): RunArgon2id =>
	async (passphrase, parameters, onProgress) => {
		const worker = script && startHashWorker(script);
		if (!worker) return argon2idHere(passphrase, parameters, onProgress);
		try {
			const secret = await new Promise<Bytes | undefined>((resolve) => {
				worker.addEventListener('message', ({ data }: MessageEvent<HashAnswer>) => {
					if ('secret' in data) resolve(data.secret);
					else onProgress?.(data.progress);
				});
				worker.addEventListener('error', (event) => {
					event.preventDefault(); // else the page takes it for the vault worker's own
					resolve(undefined);
				});
				const moved = passphrase.slice();
				worker.postMessage({ passphrase: moved, parameters } satisfies HashRequest, [moved.buffer]);
			});
			return secret ?? (await argon2idHere(passphrase, parameters, onProgress));
		} finally {
			worker.terminate();
		}
	};

interface TrustedTypePolicyFactory {
	createPolicy(
		name: string,
		rules: { createScriptURL: (url: string) => string }
	): { createScriptURL(url: string): unknown };
}

/** The policy of the page holds here too, with the names that it allows. */
const policy = (
	globalThis as { trustedTypes?: TrustedTypePolicyFactory }
).trustedTypes?.createPolicy('airlock-script-url', {
	createScriptURL(url) {
		if (!url.startsWith(`blob:${self.origin}/`)) throw new TypeError('not a script of this worker');
		return url;
	}
});

function startHashWorker(script: Blob): Worker | undefined {
	// The page's own address of it is no use: on file://, each worker is an origin of its own.
	const url = URL.createObjectURL(script);
	const name: VaultWorkerName = 'hash';
	// Chromium starts no module from a blob on file://.
	const type = self.origin === 'null' ? 'classic' : 'module';
	try {
		return new Worker((policy?.createScriptURL(url) ?? url) as string, { type, name });
	} catch {
		return undefined;
	} finally {
		URL.revokeObjectURL(url);
	}
}
