/** What a page does to have a download saved while it is made. The rest of its way: service/worker/download-sink.test.ts. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { downloadPath, type OfflineRequest } from '#lib/service/offline/offline-protocol.ts';
import { beginDownload, canStreamDownload, followDownload } from '#lib/ui/files/stream-download.ts';
import { unfinished } from '#lib/ui/platform/unfinished.ts';
import { must } from '../../../support/must.ts';

const folder = 'https://keys.example/airlock/';

/** A service worker that answers so, or not at all, and the addresses that the page navigates to. */
function stubPage(
	answer: (request: OfflineRequest) => object | undefined,
	onnavigate: () => void = () => {}
) {
	const asked: OfflineRequest[] = [];
	const ports: MessagePort[] = [];
	const addresses: string[] = [];
	const controller = {
		postMessage(request: OfflineRequest, [port, ...others]: MessagePort[]) {
			asked.push(request);
			ports.push(...others);
			const answered = answer(request);
			if (answered) port?.postMessage(answered);
		}
	};
	vi.stubGlobal('navigator', { serviceWorker: { controller } });
	vi.stubGlobal('location', {
		href: folder,
		assign(address: string) {
			addresses.push(address);
			onnavigate();
		}
	});
	const page = new EventTarget();
	vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
	vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
	return { asked, ports, addresses, page };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearInterval'] }));
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

test('it navigates to an address that nobody else knows, asks nobody whether to leave, and waits for the browser', async () => {
	let isStaying = false;
	const page = stubPage(
		() => ({ held: true }),
		() => {
			isStaying = unfinished.isStaying;
			page.ports[0]?.postMessage('NEXT');
		}
	);
	expect(canStreamDownload()).toBe(true);
	const { id } = await beginDownload('a.bin');
	expect(page.asked).toEqual([{ type: 'HOLD_DOWNLOAD', id, name: 'a.bin' }]);
	expect(page.addresses).toEqual([folder + downloadPath + id]);
	expect(isStaying).toBe(true);
	expect(unfinished.isStaying).toBe(false);
});

test('a download that the browser does not begin is given up, and what it asks for later has no body that waits', async () => {
	const page = stubPage(
		() => ({ held: true }),
		() => void vi.advanceTimersByTimeAsync(60_000)
	);
	await expect(beginDownload('a.bin')).rejects.toMatchObject({ code: 'StorageFailed' });
	expect(unfinished.isStaying).toBe(false);
	const heard = new Promise((resolve) => (must(page.ports[0]).onmessage = resolve));
	expect(await heard).toMatchObject({ data: 'BROKEN' });
});

test('a service worker that does not answer is given up', async () => {
	const { addresses } = stubPage(() => undefined);
	const refused = expect(beginDownload('a.bin')).rejects.toMatchObject({ code: 'StorageFailed' });
	await vi.advanceTimersByTimeAsync(60_000);
	await refused;
	expect(addresses).toEqual([]);
});

test.each([{ held: false }, { failure: 'NOT_KEPT' }])(
	'one that the service worker refuses (%o) is not navigated to',
	async (answer) => {
		const { addresses } = stubPage(() => answer);
		await expect(beginDownload('a.bin')).rejects.toMatchObject({ code: 'StorageFailed' });
		expect(addresses).toEqual([]);
	}
);

test('a page that is under no service worker can’t', async () => {
	vi.stubGlobal('navigator', { serviceWorker: { controller: null } });
	expect(canStreamDownload()).toBe(false);
	await expect(beginDownload('a.bin')).rejects.toMatchObject({ code: 'StorageFailed' });
	vi.stubGlobal('navigator', {});
	expect(canStreamDownload()).toBe(false);
});

test('while it goes on, the service worker is kept running; one that was started anew has lost it', async () => {
	let known = true;
	const { asked } = stubPage(() => ({ known }));
	const id = crypto.randomUUID();
	const heard = vi.fn();
	const isLost = new Promise((resolve) => heard.mockImplementation(resolve));
	const leave = followDownload(id, heard);
	await vi.advanceTimersByTimeAsync(29_000);
	expect(asked).toEqual(Array(2).fill({ type: 'KNOW_DOWNLOAD', id }));
	expect(heard).not.toHaveBeenCalled();
	known = false;
	await vi.advanceTimersByTimeAsync(10_000);
	expect(await isLost).toMatchObject({ code: 'StorageFailed' });
	leave();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(asked.slice(2)).toEqual([
		{ type: 'KNOW_DOWNLOAD', id },
		{ type: 'LEAVE_DOWNLOAD', id }
	]);
	expect(heard).toHaveBeenCalledOnce();
});

test('the service worker is told when the page goes', () => {
	const { asked, page } = stubPage(() => ({}));
	const id = crypto.randomUUID();
	const leave = followDownload(id, () => {});
	page.dispatchEvent(new Event('pagehide'));
	expect(asked).toEqual([{ type: 'LEAVE_DOWNLOAD', id }]);
	leave();
	page.dispatchEvent(new Event('pagehide'));
	expect(asked).toHaveLength(2);
});
