/**
 * The vault worker: one per tab, started from a blob so that the page's policy holds here too. The engine and every
 * key live in it and nowhere else; the page gets plain values.
 */
import { wipe } from '#lib/domain/bytes.ts';
import { minuteMs, type EpochMillis } from '#lib/domain/time.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import type { VaultEvent } from './api.ts';
import { createKms } from './kms.ts';
import {
	tabChannel,
	toErrorValue,
	type PageMessage,
	type TabMessage,
	type WorkerMessage
} from './worker-protocol.ts';

/** What this file uses of `DedicatedWorkerGlobalScope`, whose types clash with a page's. */
interface WorkerScope {
	postMessage(message: WorkerMessage, transfer: Transferable[]): void;
	addEventListener(type: 'message', listener: (event: MessageEvent<PageMessage>) => void): void;
}

const worker = self as unknown as WorkerScope;
const databaseName = 'airlock';
const otherTabs = new BroadcastChannel(tabChannel);

const clock = { now: () => Date.now(), uptime: () => performance.now() };
const kms = createKms({
	store: openIndexedDbStore(databaseName),
	clock,
	emit(event) {
		post({ event });
		if (event.type === 'changed') tellOtherTabs('changed');
	}
});

function post(message: WorkerMessage, transfer: Transferable[] = []): void {
	worker.postMessage(message, transfer);
}

function tellOtherTabs(message: TabMessage): void {
	otherTabs.postMessage(message);
}

otherTabs.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
	if (data === 'locked') kms.lock();
	const event: VaultEvent =
		data === 'locked' ? { type: 'locked', reason: 'OTHER_TAB' } : { type: data };
	post({ event });
});

worker.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
	if ('activity' in data) tellOtherTabs('activity');
	else void answer(data);
});

async function answer({ id, operation, request }: Extract<PageMessage, { id: number }>) {
	try {
		const response = await kms.handle(operation, request as never);
		if (operation === 'LockVault') tellOtherTabs('locked');
		post({ id, response }, plaintextBuffers(response));
		if (operation === 'UnlockVault' || operation === 'CreateVault') scheduleSweep(0);
	} catch (error) {
		post({ id, error: toErrorValue(error) });
	} finally {
		const { Plaintext } = request as { Plaintext?: unknown };
		if (Plaintext instanceof Uint8Array) wipe(Plaintext);
	}
}

/** Plaintext moves to the page instead of being copied, so that none stays behind here. */
function plaintextBuffers(response: object): Transferable[] {
	const { Plaintext, KeyMaterialToShow } = response as Record<string, unknown>;
	return [Plaintext, KeyMaterialToShow].flatMap((bytes) =>
		bytes instanceof Uint8Array ? [bytes.buffer] : []
	);
}

let sweepTimer: ReturnType<typeof setTimeout> | undefined;

/**
 * Sweeps at the next deadline and at least once a minute: timers are late after sleep and in the background, and no
 * new deadline is less than five minutes away.
 */
function scheduleSweep(delayMs: number): void {
	clearTimeout(sweepTimer);
	sweepTimer = setTimeout(() => void sweep(), delayMs);
}

async function sweep(): Promise<void> {
	let deadline: EpochMillis | null = null;
	try {
		deadline = (await kms.sweep()).nextDeadline;
	} catch {
		// The next round tries again; what matters is that use after expiry is refused, swept or not.
	}
	scheduleSweep(Math.max(0, Math.min(minuteMs, (deadline ?? Infinity) - clock.now())));
}

void sweep();
