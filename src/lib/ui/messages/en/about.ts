export const aboutMessages = {
	title: 'About',
	heading: 'About Airlock',
	what: 'Airlock is a key management service that runs entirely in this browser. It creates keys, imports your own key material, and encrypts and decrypts with these keys. There is no server and no account.',
	leaves: 'What leaves this device',
	nothing:
		'Nothing. Airlock sends no request, keeps no statistics, and works without a network. What you download or copy goes only where you take it.',
	policy: 'Network policy in force',
	loadedBefore: {
		title: 'This page was loaded before the service worker was installed.',
		cause: 'Its policy doesn’t cover navigation to other sites and WebRTC yet.',
		next: 'Finish what you are doing, then reload the page.'
	},
	policySays: 'This page can’t open network connections. The browser enforces this policy:',
	policyMissing: 'This page has no policy of its own.',
	policyName: 'network policy',
	limits: 'What it can’t do',
	limitList: {
		hsm: 'It is not a hardware security module. While the vault is unlocked, keys are in this computer’s memory, and anyone who controls the computer can read them.',
		clock:
			'It has no trusted clock. It notices when the clock goes back, but not when the clock was wrong from the start.',
		eviction:
			'The vault is kept in this browser’s storage. Clearing site data, removing the profile or a broken disk destroys it. Without protected storage, the browser may also clear it to free space.',
		extension:
			'A hostile browser extension that can read this page sees everything that you see and type, including the passphrase. Use a browser profile without extensions.',
		passphrase: 'Nobody can reset a lost passphrase.'
	},
	version: 'Version',
	buildId: 'Build ID',
	verify: 'Verify this build',
	licence: 'Licence'
};
