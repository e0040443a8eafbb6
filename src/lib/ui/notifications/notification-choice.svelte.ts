import { vaultDatabase } from '#lib/service/engine/vault-number.ts';
import { keepPreference, readPreference } from '../platform/preferences.ts';

/** Why nothing can be shown: the browser has no notifications for this page, or the user or a policy forbids them. */
export type Obstacle = 'MISSING' | 'DENIED';

/** Whether this browser shows a notification before a key is lost. The vault has no part in it. */
class NotificationChoice {
	#on = $state(readPreference('airlock-notify') === '1');
	#obstacle = $state.raw<Obstacle | undefined>(obstacle());

	get on(): boolean {
		return this.#on && this.#obstacle === undefined;
	}

	/** What stands against it; undefined also where nobody has been asked yet. */
	get obstacle(): Obstacle | undefined {
		return this.#obstacle;
	}

	/** Asks the browser, on a click only. */
	async turnOn(): Promise<void> {
		if ('Notification' in globalThis) await Notification.requestPermission();
		this.#obstacle = obstacle(true);
		this.#keep(this.#obstacle === undefined);
	}

	turnOff(): void {
		this.#keep(false);
	}

	#keep(on: boolean): void {
		this.#on = on;
		keepPreference('airlock-notify', on ? '1' : '0');
	}
}

/** @param asked - whether anything but consent is a refusal by now */
function obstacle(asked = false): Obstacle | undefined {
	if (!('Notification' in globalThis)) return 'MISSING';
	const { permission } = Notification;
	return permission === 'denied' || (asked && permission !== 'granted') ? 'DENIED' : undefined;
}

export const notificationChoice = new NotificationChoice();

/**
 * Shows a notification, in place of the one before of the same vault. A click on it brings this page to the front.
 *
 * @param body - the system may keep it, and show it on a locked screen
 * @param vaultNumber - among the vaults in this browser
 */
export async function showNotification(body: string, vaultNumber = 1): Promise<void> {
	const options = { body, tag: vaultDatabase(vaultNumber), icon: './icon-192.png' };
	try {
		const notification = new Notification('Airlock', options);
		notification.addEventListener('click', () => {
			window.focus();
			notification.close();
		});
	} catch {
		// On phones only a service worker may show one.
		const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
		const registration = await workers?.getRegistration();
		await registration?.showNotification('Airlock', options);
	}
}
