/**
 * The vault worker: one per tab, started from a blob so that the page's policy holds here too. The engine and every
 * key live in it and nowhere else; the page gets plain values.
 */
import { wipe } from '#lib/domain/bytes.ts';
import { opensVault } from '#lib/domain/vault/operation.ts';
import { minuteMs, type EpochMillis } from '#lib/domain/time.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { useMirrorFiles } from '#lib/storage/mirror-files.ts';
import { connectStore } from '#lib/storage/remote-store.ts';
import { openSeenStore } from '#lib/storage/seen-store.ts';
import { practiceAnswers } from './answer-practice.ts';
import { answerFile } from './answer-file.ts';
import { FileRun } from './file-run.ts';
import { argon2idApart, listenForPassphrase } from './hash-worker.ts';
import { clearWaitingFiles } from './waiting-files.ts';
import { answerJoining } from './answer-reading.ts';
import { answerStrength, type StrengthAnswer, type StrengthRequest } from './answer-strength.ts';
import type { Clock } from '../engine/context.ts';
import { isVaultNumber, vaultDatabase } from '../engine/vault-number.ts';
import { createKms, type Kms } from '../engine/kms.ts';
import { seenDatabase } from '../engine/rollback.ts';
import { isClockOffset, OffsetClock } from './offset-clock.ts';
import { secretsOfRequest, secretsOfResponse } from './secret-buffers.ts';
import {
	toErrorValue,
	type CallMessage,
	type FileAnswer,
	type FileOrder,
	type FileRequest,
	type HashWorkersMessage,
	type PageMessage,
	type PracticeMessage,
	type ReadingAnswer,
	type ReadingRequest,
	type StartMessage,
	type TabMessage,
	type VaultWorkerName,
	type WorkerMessage
} from './worker-protocol.ts';

/** What this file uses of `DedicatedWorkerGlobalScope`, whose types clash with a page's. */
interface WorkerScope {
	readonly name: string;
	postMessage(
		message: WorkerMessage | ReadingAnswer | FileAnswer | StrengthAnswer,
		transfer: Transferable[]
	): void;
	addEventListener(
		type: 'message',
		listener: (event: MessageEvent<unknown>) => void,
		options?: { once: boolean }
	): void;
	removeEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

const worker = self as unknown as WorkerScope;
const isNamed = (name: VaultWorkerName) => worker.name === name;
const isPractice = isNamed('practice');
/** The least that the format allows, so that nobody waits: the passphrase of a practice vault is public. */
const practicePassphraseCost = { memoryKiB: 8, passes: 1, lanes: 1 };

if (isNamed('reading'))
	worker.addEventListener('message', ({ data }) => {
		answerJoining(data as ReadingRequest).then(
			({ answer, moved }) => worker.postMessage(answer, moved),
			reportError // the page hears of it as of any error here
		);
	});
else if (isNamed('strength'))
	worker.addEventListener('message', ({ data }) =>
		worker.postMessage(answerStrength(data as StrengthRequest), [])
	);
else if (isNamed('hash')) worker.addEventListener('message', listenForPassphrase, { once: true });
else if (isNamed('file')) {
	worker.addEventListener(
		'message',
		({ data }) => {
			const post = (answer: FileAnswer) => worker.postMessage(answer, []);
			const run = new FileRun(post);
			void answerFile(data as FileRequest, run, post);
			worker.addEventListener('message', ({ data: order }) => run.obey(order as FileOrder));
		},
		{ once: true }
	);
	worker.postMessage({ ready: true }, []);
} else {
	let hashWorkers: MessagePort | undefined;
	worker.addEventListener('message', function begin({ data }) {
		const message = data as HashWorkersMessage | StartMessage;
		if ('hashWorkers' in message) {
			hashWorkers = message.hashWorkers;
			return;
		}
		worker.removeEventListener('message', begin);
		run(message.start, hashWorkers);
	});
}

/** @returns a message that a page can have sent; whatever else a script posts is left alone */
function asPageMessage(data: unknown): PageMessage | undefined {
	return typeof data === 'object' && data !== null ? (data as PageMessage) : undefined;
}

function post(message: WorkerMessage, transfer: Transferable[] = []): void {
	worker.postMessage(message, transfer);
}

function run(
	{ store: keptByPage, vault: number = 1 }: StartMessage['start'],
	hashWorkers: MessagePort | undefined
): void {
	if (isPractice && !keptByPage) throw new Error('practice has no vault in IndexedDB');
	if (!isVaultNumber(number)) throw new RangeError('no vault has this number');
	const name = vaultDatabase(number);
	// What the page keeps is this page's alone, so no other tab hears of it.
	const otherTabs = keptByPage ? undefined : new BroadcastChannel(name);
	const tellOtherTabs = (message: TabMessage) => otherTabs?.postMessage(message);

	const machine = { now: () => Date.now(), uptime: () => performance.now() };
	const practiceClock = isPractice ? new OffsetClock(machine) : undefined;
	const clock = practiceClock ?? machine;
	const page = keptByPage && connectStore(keptByPage);
	const kms = createKms({
		store: page ?? openIndexedDbStore(name, useMirrorFiles(name)),
		seen: page ?? openSeenStore(seenDatabase),
		clock,
		...(hashWorkers && { runArgon2id: argon2idApart(hashWorkers) }),
		emit(event) {
			post({ event });
			if (event.type === 'changed') tellOtherTabs('changed');
		},
		lockOtherTabs: () => tellOtherTabs('locked'),
		...(isPractice && { passphraseCost: practicePassphraseCost })
	});
	/** calls by their id, to be given up */
	const running = new Map<number, AbortController>();
	const scheduleSweep = startSweeping(kms, clock);
	if (!keptByPage) void clearWaitingFiles();

	otherTabs?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
		const staying = data === 'lockedStaying';
		const isLock = data === 'locked' || staying;
		if (isLock) kms.lock();
		post({ event: isLock ? { type: 'locked', reason: 'OTHER_TAB', staying } : { type: data } });
	});

	worker.addEventListener('message', ({ data }) => {
		const message = asPageMessage(data);
		if (!message) return;
		if ('activity' in message) tellOtherTabs('activity');
		else if ('sweep' in message) scheduleSweep(0);
		else if ('operation' in message) void answer(message);
		else if ('cancel' in message) running.get(message.cancel)?.abort();
	});
	if (practiceClock)
		worker.addEventListener('message', ({ data }) => {
			const message = asPageMessage(data);
			if (!message) return;
			if ('practice' in message) void practise(message, practiceClock);
			else if ('clockOffsetMs' in message && isClockOffset(message.clockOffsetMs)) {
				practiceClock.setOffset(message.clockOffsetMs);
				scheduleSweep(0);
			}
		});

	async function practise(
		{ id, practice, request }: PracticeMessage,
		ownClock: OffsetClock
	): Promise<void> {
		try {
			const answers = practiceAnswers[practice];
			post({ id, response: await answers(request as never, kms.handle, ownClock) });
			scheduleSweep(0);
		} catch (error) {
			post({ id, error: toErrorValue(error) });
		}
	}

	async function answer({ id, operation, request, staying }: CallMessage): Promise<void> {
		const givenUp = new AbortController();
		running.set(id, givenUp);
		try {
			const response = await kms.handle(operation, request as never, givenUp.signal);
			if (operation === 'LockVault') tellOtherTabs(staying ? 'lockedStaying' : 'locked');
			post(
				{ id, response },
				secretsOfResponse(operation, response).map(({ buffer }) => buffer as ArrayBuffer)
			);
			// What is due in a vault is swept, and its deadlines are known, once it is open.
			if (opensVault(operation)) scheduleSweep(0);
		} catch (error) {
			post({ id, error: toErrorValue(error) });
		} finally {
			// Refused ones too: what the checks of parameters turn away is as secret.
			wipe(...secretsOfRequest(operation, request));
			running.delete(id);
		}
	}
}

/**
 * Sweeps now, at the next deadline and at least once a minute: timers are late after sleep and in the background, and
 * no new deadline is less than five minutes away.
 *
 * @returns the function that brings the next sweep forward
 */
function startSweeping(kms: Kms, clock: Clock): (delayMs: number) => void {
	let timer: ReturnType<typeof setTimeout> | undefined;

	function schedule(delayMs: number): void {
		clearTimeout(timer);
		timer = setTimeout(() => void sweep(), delayMs);
	}

	async function sweep(): Promise<void> {
		let deadline: EpochMillis | null = null;
		try {
			deadline = (await kms.sweep()).nextDeadline;
		} catch {
			// The next round tries again; what matters is that use after expiry is refused, swept or not.
		}
		schedule(Math.max(0, Math.min(minuteMs, (deadline ?? Infinity) - clock.now())));
	}

	void sweep();
	return schedule;
}
