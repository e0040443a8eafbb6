/** Newer versions, and installing. */
export const updateMessages = {
	neverByItself: 'Airlock never updates by itself.',
	check: 'Check for a newer version',
	preparing: 'Making the offline copy',
	checking: 'Looking for a newer version…',
	current: (time: string) => `This is the newest version (checked ${time}).`,
	daily: 'Look for a newer version once a day',
	dailyHint: 'It only looks. Nothing is fetched or changed before you agree.',
	ready: (version: string) => `Version ${version} is ready.`,
	older: (offered: string, own: string) =>
		`Version ${offered} is older than the one you use, ${own}. It may lack fixes that were made since.`,
	whatChanged: 'What changed',
	nothingSaid: 'The release doesn’t say.',
	buildId: 'Build ID',
	consequence:
		'Every file is checked against the release first. Then the vault locks and the page reloads. An import stays at its step. Anything else that you have typed and not saved is lost.',
	update: 'Update and lock',
	later: 'Later',
	fetching: (version: string, done: number, total: number) =>
		`Fetching and checking version ${version}: ${done} of ${total} files`,
	failures: {
		UNREACHABLE: {
			title: 'The server that this copy came from can’t be reached.',
			cause: 'This computer may be offline, or the server is gone. Airlock keeps working as it is.'
		},
		INCOMPLETE: {
			title: 'The newer version is not complete.',
			cause:
				'A file of the release is missing on the server: an upload may still be running. Nothing was changed.'
		},
		DIFFERS: {
			title: 'A file is not the one that the release names.',
			cause: 'It was changed on the server or on the way. Nothing was changed here.'
		},
		NOT_KEPT: {
			title: 'The browser did not keep the newer version.',
			cause: 'Its storage is full, most likely. Free space and try again. Nothing was changed.'
		},
		NOT_OFFERED: {
			title: 'The server now offers another version.',
			cause:
				'It has changed since you looked, or another tab has begun this update. Check again to see what it is. Nothing was changed.'
		}
	},
	noUpdates: {
		EDITION:
			'A single file doesn’t look for newer versions. To use one, get it, compare its hash, and open your vault file with it.',
		LOOKING: 'Airlock is still looking for the offline copy.',
		NOT_SUPPORTED: 'Without an offline copy the browser fetches the files anew at every visit.',
		FAILED: 'Without an offline copy the browser fetches the files anew at every visit.'
	},
	installAirlock: 'Install Airlock',
	installHint: 'A window of its own and a place among your programs. The vault stays the same.',
	installed: 'Airlock is installed, and this is its window.',
	installedNow: 'Airlock is installed. You’ll find it among your programs.',
	steps: {
		BROWSER_MENU:
			'To install Airlock, open the browser’s menu and choose “Install” or “Add to Home screen”.',
		ADD_TO_DOCK: 'To install Airlock, choose “File > Add to Dock” in Safari.',
		ADD_TO_HOME_SCREEN: 'To install Airlock, choose “Share > Add to Home Screen”.',
		IMPOSSIBLE: 'This browser can’t install pages. Airlock still works offline in a tab.'
	},
	cantInstall: {
		EDITION: 'A single file can’t be installed. Open it with a double click.',
		LOOKING: 'Airlock is still looking for the offline copy.',
		NOT_SUPPORTED:
			'Only a page with an offline copy can be installed: opened over https:// or at localhost, and not in a private window.',
		FAILED: 'Only a page with an offline copy can be installed. Reload the page to try again.'
	}
};
