/** How the user installs Airlock where the page can't offer it. */
export type InstallSteps = 'BROWSER_MENU' | 'ADD_TO_DOCK' | 'ADD_TO_HOME_SCREEN' | 'IMPOSSIBLE';

interface Browser {
	userAgent: string;
	maxTouchPoints: number;
	/** whether it can ever have the page offer it */
	hasPrompt: boolean;
}

/** @returns the steps in this browser, guessed from its name: no browser tells */
export function installSteps({ userAgent, maxTouchPoints, hasPrompt }: Browser): InstallSteps {
	const isMac = userAgent.includes('Macintosh');
	// An iPad says that it is a Mac, but a Mac has no touch screen.
	if (/iPhone|iPad|iPod/.test(userAgent) || (isMac && maxTouchPoints > 1))
		return 'ADD_TO_HOME_SCREEN';
	if (hasPrompt || userAgent.includes('Android')) return 'BROWSER_MENU';
	if (isMac && userAgent.includes('Safari')) return 'ADD_TO_DOCK';
	return 'IMPOSSIBLE';
}

/** Chromium's own; no TypeScript library has it. */
interface InstallPromptEvent extends Event {
	prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

class Install {
	#prompt = $state.raw<InstallPromptEvent>();
	#installed = $state(false);
	#done = $state(false);

	/** Whether this window is the installed app, not a page in a tab. */
	get installed(): boolean {
		return this.#installed;
	}

	/** Whether it was installed while this page was open. */
	get done(): boolean {
		return this.#done;
	}

	/** Whether the browser lets the page offer it now. */
	get canOffer(): boolean {
		return this.#prompt !== undefined;
	}

	get steps(): InstallSteps {
		const { userAgent, maxTouchPoints } = navigator;
		const hasPrompt = 'onbeforeinstallprompt' in window;
		return installSteps({ userAgent, maxTouchPoints, hasPrompt });
	}

	/** Whether this browser, a Safari, deletes what is stored after a week without a visit: not of what is installed. */
	get mayForget(): boolean {
		return !this.#installed && this.steps.startsWith('ADD_TO');
	}

	/** Follows the browser until the returned function is called. It then never offers by itself. */
	connect(): () => void {
		const standalone = matchMedia('(display-mode: standalone)');
		const look = () => {
			// iOS has only the second.
			this.#installed =
				standalone.matches || ('standalone' in navigator && navigator.standalone === true);
		};
		const keep = (event: Event) => {
			event.preventDefault();
			this.#prompt = event as InstallPromptEvent;
		};
		const finish = () => {
			this.#prompt = undefined;
			this.#done = true;
		};
		look();
		standalone.addEventListener('change', look);
		window.addEventListener('beforeinstallprompt', keep);
		window.addEventListener('appinstalled', finish);
		return () => {
			standalone.removeEventListener('change', look);
			window.removeEventListener('beforeinstallprompt', keep);
			window.removeEventListener('appinstalled', finish);
		};
	}

	/** Has the browser ask. An offer can be made once; the browser may allow another later. */
	async offer(): Promise<void> {
		const prompt = this.#prompt;
		this.#prompt = undefined;
		await prompt?.prompt();
	}
}

/** Installing Airlock: offered by buttons only. */
export const install = new Install();
