/**
 * Argon2id in a thread of its own, so that the vault worker reads and verifies the vault meanwhile. The page starts this
 * thread for each passphrase, and ends it afterwards: all that it held is gone then. What is said goes past the page, over
 * a channel between the two workers. (In Firefox, a worker that starts a worker itself waits for ever now and then.)
 */
import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { Argon2idParameters } from '#lib/domain/vault/slot.ts';
import { argon2id, argon2idHere, type RunArgon2id } from '#lib/crypto/argon2id.ts';
import type { HashWorkerFailure, HashWorkerOrder, HashWorkerStart } from './worker-protocol.ts';

/** Vault worker → hash worker: one passphrase, moved; answered once. */
interface HashRequest {
	passphrase: Bytes;
	parameters: Argon2idParameters;
}

/** Hash worker → vault worker: that it begins and how far it is, then the slot secret, moved. */
type HashAnswer = { progress: number } | { secret: Bytes };

/** What a hash worker does with the first message of its page. */
export function listenForPassphrase({ data }: MessageEvent<unknown>): void {
	const { port } = data as HashWorkerStart;
	port.addEventListener('message', (event) => answerHash(event.data as HashRequest, port));
	port.start();
}

function answerHash({ passphrase, parameters }: HashRequest, port: MessagePort): void {
	const post = (answer: HashAnswer, moved: Transferable[] = []) => port.postMessage(answer, moved);
	try {
		post({ progress: 0 });
		const secret = argon2id(passphrase, parameters, (progress) => post({ progress }));
		post({ secret }, [secret.buffer]);
	} finally {
		wipe(passphrase);
	}
}

/** A hash worker that has not begun by then is given up. */
const startPatienceMs = 20_000;

/**
 * Argon2id in hash workers. Where the page can't start one, or it breaks down or never begins, this thread does it.
 *
 * @param page - the line to the page that starts them
 */
export function argon2idApart(page: MessagePort): RunArgon2id {
	let lastId = 0;
	/** what to do when the page says that a hash worker has failed, by its id */
	const givingUp = new Map<number, () => void>();
	page.addEventListener('message', ({ data }: MessageEvent<HashWorkerFailure>) =>
		givingUp.get(data.failed)?.()
	);
	page.start();
	const order = (message: HashWorkerOrder, moved: Transferable[] = []) =>
		page.postMessage(message, moved);

	return async (passphrase, parameters, onProgress) => {
		const id = ++lastId;
		const { port1: hashWorker, port2: port } = new MessageChannel();
		const secret = await new Promise<Bytes | undefined>((resolve) => {
			const giveUp = () => resolve(undefined);
			const patience = setTimeout(giveUp, startPatienceMs);
			givingUp.set(id, giveUp);
			hashWorker.addEventListener('message', ({ data }: MessageEvent<HashAnswer>) => {
				clearTimeout(patience);
				if ('secret' in data) resolve(data.secret);
				else onProgress?.(data.progress);
			});
			hashWorker.start();
			order({ start: id, port }, [port]);
			const moved = passphrase.slice();
			hashWorker.postMessage({ passphrase: moved, parameters } satisfies HashRequest, [
				moved.buffer
			]);
		});
		hashWorker.close();
		givingUp.delete(id);
		order({ end: id });
		return secret ?? argon2idHere(passphrase, parameters, onProgress);
	};
}
