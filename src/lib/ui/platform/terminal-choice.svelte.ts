import { terminalOf, terminals, type Terminal } from '#lib/domain/clients/terminal.ts';
import { keepPreference, readPreference } from './preferences.ts';

/** Not in all browsers, and not in TypeScript's list of what they have. */
interface PlatformHints {
	userAgentData?: { platform?: string };
}

/** @returns the name of the system, as browsers tell it */
function platform(): string {
	const { userAgentData } = navigator as PlatformHints;
	return userAgentData?.platform ?? navigator.platform;
}

/** The terminal that commands are shown for: the one that was chosen, or that of this system. */
class TerminalChoice {
	#chosen = $state<Terminal>(
		terminals.find((one) => one === readPreference('airlock-terminal')) ?? terminalOf(platform())
	);

	get current(): Terminal {
		return this.#chosen;
	}

	choose(terminal: Terminal): void {
		this.#chosen = terminal;
		keepPreference('airlock-terminal', terminal);
	}
}

export const terminalChoice = new TerminalChoice();
