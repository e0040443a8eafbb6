export const aboutMessages = {
	title: 'About',
	heading: 'About Airlock',
	what: 'Airlock is a key management service that runs whole inside this browser. It creates keys, imports your own key material, and encrypts with them. There is no server and no account.',
	leaves: 'What leaves this device',
	nothing:
		'Nothing. Airlock sends no request, keeps no statistics, and works without a network. What you download or copy is yours to carry.',
	policy: 'Network policy in force',
	loadedBefore: {
		title: 'This page was loaded before the service worker was there.',
		cause: 'Its policy doesn’t cover navigation to other sites and WebRTC yet.',
		next: 'Finish what you are doing, then reload the page.'
	},
	policySays: 'This page can’t open network connections. The browser enforces this policy:',
	policyMissing: 'This page has no policy of its own.',
	policyName: 'network policy',
	limits: 'What it can’t do',
	limitList: {
		hsm: 'It is no hardware security module. While the vault is unlocked, keys are in this computer’s memory, and whoever controls the computer can read them.',
		clock:
			'It has no trusted clock. It notices a clock that goes back, not one that was wrong all along.',
		eviction:
			'The vault is kept in this browser’s storage. Clearing site data, removing the profile or a broken disk destroys it; without protected storage the browser may clear it by itself.',
		extension:
			'A hostile browser extension that may read this page sees what you see and type, the passphrase included. Use a browser profile without extensions.',
		passphrase: 'A lost passphrase can’t be reset, by anyone.'
	},
	version: 'Version',
	buildId: 'Build ID',
	verify: 'Verify this build',
	licence: 'Licence'
};
