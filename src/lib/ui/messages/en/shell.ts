/** The frame around every page. */
export const shellMessages = {
	missing: {
		title: 'A part of Airlock couldn’t be loaded.',
		cause: 'The host has a newer version, or it can’t be reached.',
		next: 'Load the newer version when it suits you. This locks the vault. You lose what you typed on this page and didn’t save; what you entered into an import is kept.',
		load: 'Load the newer version'
	},
	skip: 'Skip to the page',
	menu: 'Menu',
	mainNavigation: 'Main',
	overview: 'Overview',
	keys: 'Customer managed keys',
	crypto: 'Use keys',
	wrap: 'Wrap for a cloud',
	activity: 'Activity',
	learn: 'Practice',
	settings: 'Settings',
	about: 'About',
	lock: 'Lock',
	vault: (name: string) => `Vault ${name}`,
	notifications: 'Notifications',
	closeToast: 'Close this message',
	starting: 'Opening…',
	framed: 'Airlock does not run inside another page.',
	framedNext: 'Open it in a window of its own.',
	bypassed: 'This page did not come from the copy of Airlock that you use.',
	bypassedCause:
		'It came straight from the server, after a forced reload or because that copy is switched off. It may be another version. Nothing was opened.',
	bypassedNext: {
		COPY_IN_USE:
			'Reload to go on with the version that you use. You can install a newer one in Settings.',
		COPY_LOST:
			'The copy can’t be used any more: some of its files are gone, and the server no longer has the same ones. Your vault is still here. Before you use the server’s version, compare its build ID with the published one.'
	},
	reload: 'Reload',
	useThisVersion: (version: string) => `Use version ${version} from the server`,
	updated: (version: string) => `This is version ${version} now. You agreed to it.`,
	notLoaded: 'This page can’t be shown',
	notLoadedNext: 'It couldn’t be loaded. Everything else still works.',
	noPage: 'There is no page here.',
	noPageCause: 'The link may be from a newer version, or the key was deleted.',
	goToOverview: 'Go to Overview',
	lockingIn: (seconds: number) =>
		seconds === 1 ? 'Locking in 1 second' : `Locking in ${seconds} seconds`,
	lockingBody: (minutes: number) =>
		`Nobody has used Airlock for ${minutes === 1 ? 'a minute' : `${minutes} minutes`}. Press any key to keep it open.`,
	stayUnlocked: 'Stay unlocked',
	lockNow: 'Lock now'
};
