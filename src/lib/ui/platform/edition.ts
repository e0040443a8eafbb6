/** What this edition of Airlock can do. No other module asks which one it is. */
export interface Edition {
	kind: 'WEB' | 'SINGLE_FILE';
	/** where the vault is kept: this browser's storage, or a file that the user opens and saves */
	vaultIsKeptIn: 'BROWSER' | 'FILE';
	/** whether the browser can keep a copy of the app for use without a network, and install it */
	offlineCopy: boolean;
	/** whether screens and texts are files of their own, and may still be on their way */
	severalFiles: boolean;
	/** whether choices may be kept in the browser: on file://, every local page could read them */
	keepsPreferences: boolean;
	/** whether the browser's storage can be protected from eviction */
	protectedStorage: boolean;
	/** how workers are started: Chromium starts no module from a blob on file:// */
	workerType: WorkerType;
	/** whether browsers allow passkeys where this edition is opened */
	passkeys: boolean;
	/** whether it asks once if it should warn about networks: it is made for computers that have none */
	asksAboutAirGap: boolean;
}

const editions: Record<Edition['kind'], Edition> = {
	WEB: {
		kind: 'WEB',
		vaultIsKeptIn: 'BROWSER',
		offlineCopy: true,
		severalFiles: true,
		keepsPreferences: true,
		protectedStorage: true,
		workerType: 'module',
		passkeys: true,
		asksAboutAirGap: false
	},
	SINGLE_FILE: {
		kind: 'SINGLE_FILE',
		vaultIsKeptIn: 'FILE',
		offlineCopy: false,
		severalFiles: false,
		keepsPreferences: false,
		protectedStorage: false,
		workerType: 'classic',
		passkeys: false,
		asksAboutAirGap: true
	}
};

/** The edition that was built. */
export const edition: Edition = editions[__AIRLOCK_EDITION__];
